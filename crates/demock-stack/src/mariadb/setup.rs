//! A data folder as the image's first start makes it: system tables, time zones, users, the database, and scripts.
//!
//! Source: MariaDB/mariadb-docker, `docker-entrypoint.sh` (`docker_init_database_dir`, `docker_setup_db`,
//! `docker_process_init_files`), and `mariadb-install-db`, whose files are read here without it. Invariant: secrets go by files and
//! not by command lines.

use super::{Account, Place, SCRIPTS};
use crate::failure::StackError;
use crate::migrations::all_of;
use crate::program;
use crate::starting::Starting;
use crate::templates::{self, Key};
use signal_hook::consts::SIGTERM;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Changes when templates are made in another way.
const FORM: &str = "1";
/// A file of every data folder that is whole.
const MARK: &str = "ibdata1";
/// What makes the system tables, in order; files of newer releases are called `mariadb_…`.
const SYSTEM: &[&str] = &[
    "system_tables",
    "performance_tables",
    "system_tables_data",
    "fill_help_tables",
    "add_gis_sp_bootstrap",
    "sys_schema",
];
/// Runs the server on three texts: system tables, time zones, and ours.
const BOOTSTRAP: &str = "a=$1 zones=$2 b=$3; shift 3; { cat \"$a\"; \"$zones\" --skip-write-binlog /usr/share/zoneinfo 2>/dev/null; cat \"$b\"; } | \"$@\"";
/// How long the server of a template may take to end.
const STOP_MAX: Duration = Duration::from_mins(1);

/// The template of a service, made now where there is none.
pub(super) fn template(starting: &Starting<'_>, account: &Account, flags: &[OsString]) -> Result<PathBuf, StackError> {
    let scripts = starting.entries_in(SCRIPTS)?;
    let mut key = Key::default();
    let program = starting.program.path.display().to_string();
    let user = starting.surroundings.keeper.service_user.to_string();
    for part in ["mariadb", FORM, &program, &starting.program.version, &user] {
        key.add(part.as_bytes());
    }
    // The first names a file of the run, whose files are looked into.
    for flag in flags.iter().skip(1) {
        key.add(flag.as_encoded_bytes());
    }
    for (name, path) in super::settings(starting)? {
        key.add(name.as_bytes());
        all_of(&path, &mut |part| key.add(part))?;
    }
    for (name, value) in starting.variables() {
        key.add(name.as_bytes());
        key.add(value.as_bytes());
    }
    key.add(users(account).as_bytes());
    for (name, path) in &scripts {
        key.add(name.as_bytes());
        all_of(path, &mut |part| key.add(part))?;
    }
    templates::get(starting.surroundings.cache, &key.name(), MARK, |making| {
        let data = PathBuf::from(format!("{}.making", starting.data().display()));
        starting.surroundings.keeper.data(None, &data)?;
        bootstrap(starting, account, &data)?;
        if !scripts.is_empty() {
            run(starting, account, flags, &scripts, &data)?;
        }
        starting.surroundings.keeper.export(&data, making)
    })
}

/// Makes system tables and users.
fn bootstrap(starting: &Starting<'_>, account: &Account, data: &Path) -> Result<(), StackError> {
    let place = Place { data, socket: None, port: None };
    let share = super::share(starting);
    let mut system = String::from("create database if not exists mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n");
    for name in SYSTEM {
        let names = [
            format!("mysql_{name}.sql"),
            format!("mariadb_{name}.sql"),
            format!("maria_{name}.sql"),
            format!("{name}.sql"),
        ];
        let path = names.iter().map(|name| share.join(name)).find(|path| path.is_file());
        let path = path.unwrap_or_else(|| share.join(&names[0]));
        system.push_str(&std::fs::read_to_string(&path).map_err(|source| StackError::File { path, source })?);
        system.push('\n');
    }
    system.push_str("use mysql;\n");
    let zones = super::base(starting).join("bin/mariadb-tzinfo-to-sql");
    let wants_zones = account.zones && zones.is_file() && Path::new("/usr/share/zoneinfo").is_dir();
    let mut arguments: Vec<OsString> = vec!["-c".into(), BOOTSTRAP.into(), "sh".into()];
    arguments.push(starting.file("system.sql", &system)?.into());
    arguments.push(if wants_zones { zones.into() } else { "true".into() });
    arguments.push(starting.file("users.sql", &users(account))?.into());
    arguments.push(starting.program.path.clone().into());
    arguments.push("--no-defaults".into());
    arguments.extend(place.arguments(starting));
    // A small log takes little to copy: a start makes it as large as the image has it.
    let how = ["--bootstrap", "--innodb-log-file-size=4M", "--max-allowed-packet=8M", "--net-buffer-length=16K"];
    arguments.extend(how.map(OsString::from));
    starting.run("the making of system tables", starting.spec(Path::new("sh"), arguments, &[]))
}

/// What makes the users and the database that the image's variables ask for.
fn users(account: &Account) -> String {
    let root = quoted(&account.root);
    let mut lines = vec![
        "use mysql;".to_owned(),
        "FLUSH PRIVILEGES;".to_owned(),
        "DELETE FROM mysql.global_priv WHERE User IN ('', 'root') AND Host <> 'localhost';".to_owned(),
        "FLUSH PRIVILEGES;".to_owned(),
        format!("ALTER USER 'root'@'localhost' IDENTIFIED BY {root};"),
    ];
    if account.root_host != "localhost" {
        let host = quoted(&account.root_host);
        lines.push(format!("CREATE USER 'root'@{host} IDENTIFIED BY {root};"));
        lines.push(format!("GRANT ALL ON *.* TO 'root'@{host} WITH GRANT OPTION;"));
    }
    let database = account.database.as_ref().map(|name| name.replace('`', "``"));
    lines.extend(database.as_ref().map(|name| format!("CREATE DATABASE IF NOT EXISTS `{name}`;")));
    if let Some((user, password)) = &account.user {
        let user = quoted(user);
        lines.push(format!("CREATE USER {user}@'%' IDENTIFIED BY {};", quoted(password)));
        let pattern = database.map(|name| name.replace('_', "\\_"));
        lines.extend(pattern.map(|name| format!("GRANT ALL ON `{name}`.* TO {user}@'%';")));
    }
    lines.join("\n") + "\n"
}

/// A text as SQL has it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// Runs scripts against a server of their own.
fn run(
    starting: &Starting<'_>,
    account: &Account,
    flags: &[OsString],
    scripts: &[(String, PathBuf)],
    data: &Path,
) -> Result<(), StackError> {
    let Some(client) = client(starting) else {
        return Err(StackError::NotProvided {
            service: starting.name().to_owned(),
            why: format!("`{SCRIPTS}` holds scripts, which the program `mariadb` runs, and that is not installed"),
            next: Some("apt-get install mariadb-client-core".to_owned()),
        });
    };
    let socket = super::socket(starting, "m");
    let place = Place { data, socket: Some(&socket), port: None };
    let mut server = place.start(starting, flags)?;
    starting.ready(&mut server.process, || super::count(&socket, &account.root).map(drop))?;
    let password = account.root.replace('\\', "\\\\").replace('"', "\\\"");
    let options = format!("[client]\nuser=root\npassword=\"{password}\"\nsocket={}\n", socket.display());
    let options = starting.file("client.cnf", &options)?;
    let script = Script { starting, account, client: &client, options: &options, socket: &socket };
    scripts.iter().try_for_each(|(name, path)| script.run(name, path))?;
    server.stop(STOP_MAX).map(drop)
}

fn client(starting: &Starting<'_>) -> Option<PathBuf> {
    let beside = super::base(starting).join("bin/mariadb");
    if beside.is_file() { Some(beside) } else { program::find("mariadb", starting.surroundings.path) }
}

/// How scripts are run.
struct Script<'s> {
    starting: &'s Starting<'s>,
    account: &'s Account,
    client: &'s Path,
    options: &'s Path,
    socket: &'s Path,
}

impl Script<'_> {
    fn run(&self, name: &str, path: &Path) -> Result<(), StackError> {
        let failed = |source| StackError::File { path: path.to_owned(), source };
        let step = format!("`{name}`");
        match name.rsplit_once('.') {
            Some((_, "sql")) => self.sql(&step, &std::fs::read(path).map_err(failed)?),
            Some((rest, "gz")) if rest.rsplit_once('.').is_some_and(|(_, ending)| ending == "sql") => {
                let packed = std::fs::File::open(path).map_err(failed)?;
                let mut text = Vec::new();
                io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(packed), &mut text).map_err(failed)?;
                self.sql(&step, &text)
            }
            Some((_, "sh")) => {
                let words = ["-e", "-c", ". \"$0\""].map(OsString::from).into_iter().chain([path.into()]);
                self.starting.run(&step, self.starting.spec(Path::new("bash"), words.collect(), &self.variables()))
            }
            _ => Ok(()),
        }
    }

    fn sql(&self, step: &str, text: &[u8]) -> Result<(), StackError> {
        let text = self.starting.localized(&String::from_utf8_lossy(text))?;
        let file = self.starting.file("script.sql", &text)?;
        let mut words: Vec<OsString> = vec!["-c".into(), "exec \"$@\" <\"$0\"".into(), file.into(), self.client.into()];
        words.push(format!("--defaults-file={}", self.options.display()).into());
        words.extend(self.account.database.iter().map(OsString::from));
        self.starting.run(step, self.starting.spec(Path::new("sh"), words, &self.variables()))
    }

    /// The client finds the server by these, as scripts of a shell expect it.
    fn variables(&self) -> Vec<(&'static str, String)> {
        let folders = self.client.parent().map(Path::to_owned).into_iter();
        let folders = folders.chain(std::env::split_paths(self.starting.surroundings.path));
        let mut all = vec![("MYSQL_UNIX_PORT", self.socket.display().to_string())];
        all.extend(std::env::join_paths(folders).ok().map(|path| ("PATH", path.to_string_lossy().into_owned())));
        for (name, value) in
            [("MARIADB_ROOT_PASSWORD", &self.account.root), ("MYSQL_ROOT_PASSWORD", &self.account.root)]
        {
            all.push((name, value.clone()));
        }
        all
    }
}

/// `SIGTERM`: ends connections, and then itself.
pub(super) const STOP: i32 = SIGTERM;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_cannot_leave_its_place_and_a_database_is_no_pattern() {
        let account = Account {
            root: "a'b\\c".to_owned(),
            root_host: "%".to_owned(),
            user: Some(("me".to_owned(), "'; DROP".to_owned())),
            database: Some("my_shop".to_owned()),
            zones: true,
        };
        let text = users(&account);
        assert!(text.contains("ALTER USER 'root'@'localhost' IDENTIFIED BY 'a''b\\\\c';"), "{text}");
        assert!(text.contains("CREATE USER 'me'@'%' IDENTIFIED BY '''; DROP';"), "{text}");
        assert!(text.contains("GRANT ALL ON `my\\_shop`.* TO 'me'@'%';"), "{text}");
    }
}
