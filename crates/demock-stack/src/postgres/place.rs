//! Where a server keeps its data and listens, and how it is started there.

use super::{DURABILITY, PORT, template};
use crate::keeper::{Isolation, LastSignal, Spec};
use crate::starting::Starting;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where a server keeps its data and listens.
pub(super) struct Place<'p> {
    pub(super) data: &'p Path,
    pub(super) sockets: PathBuf,
    /// The port of this machine; `None` for a socket alone.
    pub(super) port: Option<u16>,
}

impl Place<'_> {
    pub(super) fn socket(&self) -> PathBuf {
        self.sockets.join(format!(".s.PGSQL.{}", self.number()))
    }

    fn number(&self) -> u16 {
        self.port.unwrap_or(PORT)
    }

    /// How a server is started here: where it is comes last, since later arguments win.
    pub(super) fn spec(&self, mut common: Spec) -> Spec {
        common.arguments.extend(self.arguments());
        common
    }

    fn arguments(&self) -> Vec<OsString> {
        let listens = if self.port.is_some() { "127.0.0.1" } else { "" };
        let mut arguments = vec![OsString::from("-D"), self.data.into()];
        arguments.extend(set("listen_addresses", listens));
        arguments.extend(set("port", &self.number().to_string()));
        arguments.extend(set("unix_socket_directories", &self.sockets.display().to_string()));
        arguments
    }
}

/// A setting as an argument.
pub(super) fn set(name: &str, value: &str) -> [OsString; 2] {
    ["-c".into(), format!("{name}={value}").into()]
}

/// How a server is started, but for where it is.
pub(super) fn spec(starting: &Starting<'_>, flags: Vec<OsString>) -> Spec {
    let shared = match starting.surroundings.keeper.isolation {
        Isolation::Namespaces => "posix",
        // Memory of the machine would outlive a server that is killed.
        Isolation::Reaper => "mmap",
    };
    let durability = DURABILITY.iter().filter(|(name, _)| !name.ends_with("wal_size") || has_small_log(starting));
    let mut arguments: Vec<OsString> = durability.flat_map(|(name, value)| set(name, value)).collect();
    arguments.extend(set("dynamic_shared_memory_type", shared));
    arguments.extend(flags);
    let mut spec = starting.spec(&starting.program.path, arguments, &language(&template::locale(starting)));
    spec.last_signal = LastSignal::Quit;
    spec
}

/// Variables that say which language and time a server speaks, as the image sets them.
pub(super) fn language(locale: &str) -> Vec<(&'static str, String)> {
    vec![("LANG", locale.to_owned()), ("LC_ALL", locale.to_owned()), ("TZ", "Etc/UTC".to_owned())]
}

/// Whether initdb makes a log of small files.
pub(super) fn has_small_log(starting: &Starting<'_>) -> bool {
    starting.program.major() >= 11
}
