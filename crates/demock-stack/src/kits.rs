//! What `demock run` brings into test runners: plugins that ask for leases, found by variables alone.
//!
//! Invariant: nothing is written into the project, and a runner that does not see the folder runs as if demock were not there.

use crate::failure::StackError;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The files, by their place below the folder.
const FILES: &[(&str, &str)] = &[
    ("python/sitecustomize.py", include_str!("../kits/python/sitecustomize.py")),
    ("python/demock_finder.py", include_str!("../kits/python/demock_finder.py")),
    ("python/demock_pytest.py", include_str!("../kits/python/demock_pytest.py")),
    ("python/demock_connections.py", include_str!("../kits/python/demock_connections.py")),
    ("node/preload.cjs", include_str!("../kits/node/preload.cjs")),
];

/// Writes them into a run's folder, and says the variables by which runners find them.
pub fn lay_kits(run: &Path, callers: &BTreeMap<String, String>) -> Result<Vec<(&'static str, String)>, StackError> {
    let folder = run.join("kits");
    for (name, text) in FILES {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        made.map_err(|source| StackError::File { path: path.clone(), source })?;
    }
    let python = joined(&folder.join("python"), callers.get("PYTHONPATH"));
    let preload = folder.join("node/preload.cjs").display().to_string();
    let preload = format!("--require \"{}\"", preload.replace('\\', "\\\\").replace('"', "\\\""));
    let node = match callers.get("NODE_OPTIONS") {
        Some(options) if !options.is_empty() => format!("{options} {preload}"),
        Some(_) | None => preload,
    };
    Ok(vec![("PYTHONPATH", python), ("NODE_OPTIONS", node)])
}

fn joined(first: &Path, rest: Option<&String>) -> String {
    let rest = rest.into_iter().flat_map(std::env::split_paths).filter(|path| !path.as_os_str().is_empty());
    let all: Vec<PathBuf> = std::iter::once(first.to_owned()).chain(rest).collect();
    // Our own folder has no colon, and what came from such a list has none either.
    std::env::join_paths(all).map_or_else(|_| first.display().to_string(), |all| all.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_caller_has_set_is_kept_beside() {
        let run = std::env::temp_dir().join(format!("demock-kits-{}", std::process::id()));
        let callers = [("PYTHONPATH", "/a:/b"), ("NODE_OPTIONS", "--no-warnings")];
        let callers = callers.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let made = lay_kits(&run, &callers).expect("kits");
        let run_text = run.display().to_string();
        assert_eq!(made[0].1, format!("{run_text}/kits/python:/a:/b"));
        assert_eq!(made[1].1, format!("--no-warnings --require \"{run_text}/kits/node/preload.cjs\""));
        for (name, text) in FILES {
            assert_eq!(fs::read_to_string(run.join("kits").join(name)).expect("written"), *text);
        }
        fs::remove_dir_all(run).expect("removed");
    }
}
