//! The engine out of a package's library, in a process of our own.
//!
//! The library's own session is that of the user `default`, which therefore stays open to whoever is on this machine; every other user
//! is asked for the password. Absent on purpose: users made by SQL, which it has nowhere to write to.

use super::servers::Cast;
use super::{Account, Dialect, Door, Numbers, OWN_USER, Started, escaped, making, scripts};
use crate::clickhouse_host;
use crate::failure::StackError;
use crate::ports;
use crate::starting::Starting;
use signal_hook::consts::SIGKILL;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// In what the library differs from the image.
pub(crate) const DIFFERENCES: &[&str] = &[
    "the user `default` is let in with any password",
    "there is no `system.query_log`, and `CREATE USER` has nowhere to write to",
];

/// How the statement begins that waits for an input that never comes, and keeps it there.
const WAITS: &str = "SELECT count() FROM file(";

/// What a further one has otherwise.
const DATA: &str = "--path";
const HTTP: &str = "--http_port";
const NATIVE: &str = "--tcp_port";
const QUERIES: &str = "--queries-file";

/// Starts it and waits until it answers.
pub(super) fn start(starting: &Starting<'_>, account: &Account, numbers: Numbers) -> Result<Started, StackError> {
    let data = starting.data();
    starting.surroundings.keeper.data(None, &data)?;
    let users = starting.file("users.xml", &users(&account.user, &account.password))?;
    let settings =
        format!("<clickhouse><users_config>{}</users_config></clickhouse>", escaped(&users.display().to_string()));
    let settings = starting.file("config.xml", &settings)?;
    let queries = starting.file("queries.sql", &queries(starting, account.asked.as_deref())?)?;
    let mut arguments: Vec<OsString> = vec![clickhouse_host::WORD.into(), starting.program.path.clone().into()];
    arguments.push("clickhouse".into());
    let mut set = |name: &str, value: OsString| arguments.extend([name.into(), value]);
    set("--config-file", settings.into());
    set(DATA, data.clone().into());
    set("--listen_host", "127.0.0.1".into());
    set(HTTP, numbers.http.to_string().into());
    set(NATIVE, numbers.native.to_string().into());
    set(QUERIES, queries.into());
    // It takes five seconds to end well, and has nothing to keep.
    let mut launched = starting.launch(starting.spec(Path::new("/proc/self/exe"), arguments, &[]), SIGKILL)?;
    let process = &mut launched.process;
    let door = Door::new(numbers.http, None);
    starting.ready(process, || is_ready(&door, &data))?;
    starting.ready(process, || ports::connect(numbers.native).map(drop))?;
    starting.ready(process, || door.forget_before())?;
    Ok(Started { launched, door, dialect: Dialect::of(starting.program.major()), cast: Cast::Library })
}

/// Whether the server that answers is the one whose data lie there, and has done all that it does first.
pub(super) fn is_ready(door: &Door, data: &Path) -> io::Result<()> {
    let path = door.ask("SELECT path FROM system.disks WHERE name = 'default'")?;
    if Path::new(path.trim()) != data {
        return Err(io::Error::other(format!("another server answers, whose data is in {}", path.trim())));
    }
    // It listens before its own statements have ended, which would be counted as a program's.
    let waits = door.ask(&format!("SELECT count() FROM system.processes WHERE startsWith(query, '{WAITS}')"))?;
    if waits.trim() == "1" { Ok(()) } else { Err(io::Error::other("its own statements have not ended")) }
}

/// The arguments of a further one.
pub(super) fn recast(arguments: &[OsString], data: &Path, numbers: Numbers, queries: &Path) -> Vec<OsString> {
    let set: [(&str, OsString); 4] = [
        (DATA, data.into()),
        (HTTP, numbers.http.to_string().into()),
        (NATIVE, numbers.native.to_string().into()),
        (QUERIES, queries.into()),
    ];
    let mut all = arguments.to_vec();
    for at in 1..all.len() {
        if let Some((_, value)) = set.iter().find(|(name, _)| all[at - 1] == *name) {
            all[at].clone_from(value);
        }
    }
    all
}

/// What has it listen, and stay.
pub(super) fn listens() -> String {
    format!("SYSTEM START LISTEN HTTP;\nSYSTEM START LISTEN TCP;\n{WAITS}'/dev/stdin', LineAsString)\n")
}

/// What it does before it listens, and what keeps it there.
fn queries(starting: &Starting<'_>, database: Option<&str>) -> Result<String, StackError> {
    let mut all = database.map_or(String::new(), making);
    for (_, text) in scripts(starting)? {
        all.push_str(text.trim_end().trim_end_matches(';'));
        all.push_str("\n;\n");
    }
    all.push_str(&listens());
    Ok(all)
}

fn users(user: &str, password: &str) -> String {
    const RIGHTS: &str = "<networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota><access_management>1</access_management>";
    let mut users = format!("<{OWN_USER}><no_password/>{RIGHTS}</{OWN_USER}>");
    if user != OWN_USER {
        let (user, password) = (escaped(user), escaped(password));
        users.push_str(&format!("<{user}><password>{password}</password>{RIGHTS}</{user}>"));
    }
    format!("<clickhouse><profiles><default/></profiles><users>{users}</users><quotas><default/></quotas></clickhouse>")
}

/// Reads a library ahead: what takes time at the first start is to have it in memory.
pub(crate) fn read_ahead(library: &Path) {
    if let Ok(file) = std::fs::File::open(library) {
        // Without it the start is slower.
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::WillNeed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_cannot_leave_its_place() {
        let text = users("me", "a</password><x>&");
        assert!(text.contains("<me><password>a&lt;/password&gt;&lt;x&gt;&amp;</password>"), "{text}");
        assert!(!users(OWN_USER, "p").contains("<password>"));
    }
}
