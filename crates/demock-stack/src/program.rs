//! A server's program, wherever it comes from.

use crate::diagnosis::Provision;
use std::path::{Path, PathBuf};

/// A program that can be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Program {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its version.
    pub(crate) version: String,
    /// Folders of libraries that it needs besides the machine's.
    pub(crate) libraries: Option<String>,
    /// Variables that tell it where other things of its own are.
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl Program {
    /// The program of a provision; `None` where that has none, or none yet.
    pub(crate) fn of(provision: &Provision) -> Option<Self> {
        match provision {
            Provision::Native { path, version } => {
                Some(Self { path: path.clone(), version: version.clone(), ..Self::default() })
            }
            Provision::Fetched { package, folder: Some(folder) } => Some(Self {
                path: folder.join(package.program),
                version: package.version.to_owned(),
                ..Self::default()
            }),
            Provision::Distribution { package, adds, folder: Some((folder, version)) } => {
                let data = adds.iter().flat_map(|adds| adds.row.data);
                Some(Self {
                    path: folder.join(package.program),
                    version: version.clone(),
                    libraries: Some(crate::distribution::libraries(folder)),
                    variables: data.map(|(name, data)| (*name, folder.join(data).display().to_string())).collect(),
                })
            }
            Provision::Fetched { folder: None, .. }
            | Provision::Distribution { folder: None, .. }
            | Provision::Running { .. }
            | Provision::Job { .. }
            | Provision::Own { .. }
            | Provision::Docker { .. }
            | Provision::Nothing { .. } => None,
        }
    }

    /// The first number of its version.
    pub(crate) fn major(&self) -> u32 {
        self.version.split('.').next().and_then(|major| major.parse().ok()).unwrap_or_default()
    }

    /// A program that lies beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }
}

/// Where a server of `ClickHouse` that is no client itself may have one.
pub(crate) fn clients_of_clickhouse(server: &Path) -> Vec<PathBuf> {
    const NAME: &str = "clickhouse-client";
    let prefix = server.ancestors().nth(2).map(|prefix| prefix.join("bin").join(NAME));
    [server.with_file_name(NAME)].into_iter().chain(prefix).collect()
}

/// The first program of a name in folders.
pub(crate) fn find(name: &str, path: &str) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(name)).find(|path: &PathBuf| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}
