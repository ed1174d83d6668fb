//! Debian's source packages, without root and without a change to the machine: an apt of our own in a cache folder, which
//! asks for sources wherever the machine's own configuration asks for binaries.
//!
//! Absent on purpose: which packages (`accuracy`, `bench`), and any registry's address.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// After this long the lists of what there is are asked for again.
const LISTS_LAST: Duration = Duration::from_hours(24);

/// `apt-get source` below `cache`, to be completed with the package; the lists are fetched first where they are not there.
pub(crate) fn source_command(cache: &Path) -> Result<Command, String> {
    let home = cache.join("apt");
    let lists = home.join("lists");
    let is_fresh = || {
        let written = fs::metadata(home.join("updated")).and_then(|data| data.modified()).ok()?;
        Some(written.elapsed().ok()? < LISTS_LAST)
    };
    if is_fresh() != Some(true) {
        write_parts(Path::new("/etc/apt"), &home.join("parts"))?;
        fs::create_dir_all(lists.join("partial")).map_err(|error| format!("{}: {error}", lists.display()))?;
        let output = apt_get(&home).arg("update").stdin(Stdio::null()).output();
        let output = output.map_err(|error| format!("`apt-get` could not be run: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("`apt-get update` failed: {}", said.lines().last().unwrap_or_default()));
        }
        fs::write(home.join("updated"), "").map_err(|error| format!("{}: {error}", home.display()))?;
    }
    let mut apt = apt_get(&home);
    apt.args(["source", "--quiet"]);
    Ok(apt)
}

fn apt_get(home: &Path) -> Command {
    let mut apt = Command::new("apt-get");
    let options = [
        ("Dir::Etc::SourceList", PathBuf::from("/dev/null")),
        ("Dir::Etc::SourceParts", home.join("parts")),
        ("Dir::State::Lists", home.join("lists")),
        ("Dir::Cache", home.to_owned()),
    ];
    for (name, path) in options {
        apt.arg("-o").arg(format!("{name}={}", path.display()));
    }
    // Without it apt, as root, wants to hand downloads to a user who cannot see the folder.
    apt.args(["-o", "APT::Sandbox::User="]);
    apt
}

/// Writes every list of binary packages that the machine has as one of source packages.
fn write_parts(machine: &Path, parts: &Path) -> Result<(), String> {
    let problem = |path: &Path, error: &std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(parts).map_err(|error| problem(parts, &error))?;
    let further = machine.join("sources.list.d");
    let listed = fs::read_dir(&further).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut written = 0;
    for path in listed.chain([machine.join("sources.list")]) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let ends = |end: &str| Path::new(name).extension().is_some_and(|extension| extension == end);
        if !path.is_file() || !(ends("list") || ends("sources")) {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| problem(&path, &error))?;
        fs::write(parts.join(name), of_sources(&text)).map_err(|error| problem(parts, &error))?;
        written += 1;
    }
    if written == 0 {
        return Err(format!("{}: no list of packages", machine.display()));
    }
    Ok(())
}

/// A list with the same places, asked for sources (sources.list(5), both formats).
fn of_sources(text: &str) -> String {
    let line = |line: &str| match line.split_once(char::is_whitespace) {
        Some(("deb", rest)) => format!("deb-src {rest}\n"),
        Some(("Types:", _)) => "Types: deb-src\n".to_owned(),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_are_asked_for_sources() {
        assert_eq!(of_sources("# all\ndeb place bookworm main\n"), "# all\ndeb-src place bookworm main\n");
        assert_eq!(of_sources("Types: deb\nURIs: place\n"), "Types: deb-src\nURIs: place\n");
    }
}
