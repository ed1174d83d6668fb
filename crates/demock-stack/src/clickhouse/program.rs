//! A `ClickHouse` that is a program: `clickhouse-server`, or `clickhouse server`, of any version from 18 on.
//!
//! Source: clickhouse/clickhouse-server, `entrypoint.sh` and its `config.xml`; "Server settings" and "User settings" of the documentation.
//! Invariants: no password is in a command line or a log; what we ask goes by a user of our own, whom nobody else can guess, and is in
//! no `query_log`; the file's users are let in as the image lets them in. Absent on purpose: ports but the two.

use super::servers::Cast;
use super::{Account, Dialect, Door, Login, Numbers, OWN_USER, Started, escaped, making, scripts};
use crate::failure::StackError;
use crate::lease::random_word;
use crate::ports;
use crate::program;
use crate::starting::Starting;
use signal_hook::consts::SIGKILL;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Since when its files begin with another word.
const OWN_ROOT: u32 = 22;
/// The program that is all of them, by its first word.
const ALL_IN_ONE: &str = "clickhouse";
/// The log of queries, as the image has it.
const QUERY_LOG: &str = "<query_log><database>system</database><table>query_log</table><partition_by>toYYYYMM(event_date)</partition_by><flush_interval_milliseconds>7500</flush_interval_milliseconds></query_log>";

/// Starts it, does what the file asks for, and waits until it answers.
pub(super) fn start(starting: &Starting<'_>, account: &Account, numbers: Numbers) -> Result<Started, StackError> {
    let data = starting.data();
    starting.surroundings.keeper.data(None, &data)?;
    let word = || random_word().map_err(|source| StackError::File { path: "/dev/urandom".into(), source });
    let (mark, login) = (word()?, Login { user: format!("demock_{}", word()?), password: word()? });
    let root = if starting.program.major() < OWN_ROOT { "yandex" } else { "clickhouse" };
    let users = starting.file("users.xml", &users(root, account, &login))?;
    let config = starting.file("config.xml", &config(root, &Files { data: &data, users: &users }, numbers, &mark))?;
    let server = &starting.program.path;
    let mut arguments: Vec<OsString> = Vec::new();
    arguments.extend(server.file_name().filter(|name| *name == ALL_IN_ONE).map(|_| "server".into()));
    arguments.push(configured(&config));
    // Else it would run as a child of itself.
    let alone = [("CLICKHOUSE_WATCHDOG_ENABLE", "0".to_owned())];
    // It has nothing to keep.
    let mut launched = starting.launch(starting.spec(server, arguments, &alone), SIGKILL)?;
    let door = Door::new(numbers.http, Some(login));
    let process = &mut launched.process;
    starting.ready(process, || is_ready(&door, &mark))?;
    starting.ready(process, || ports::connect(numbers.native).map(drop))?;
    prepare(starting, account, numbers.native)?;
    starting.ready(process, || door.forget_before())?;
    let cast = Cast::Program { root, users, mark };
    Ok(Started { launched, door, dialect: Dialect::of(starting.program.major()), cast })
}

const CONFIGURED: &str = "--config-file=";

fn configured(file: &Path) -> OsString {
    format!("{CONFIGURED}{}", file.display()).into()
}

/// The arguments of a further one.
pub(super) fn recast(arguments: &[OsString], config: &Path) -> Vec<OsString> {
    let of = |word: &OsString| {
        if word.to_string_lossy().starts_with(CONFIGURED) { configured(config) } else { word.clone() }
    };
    arguments.iter().map(of).collect()
}

/// Whether the server that answers is the one that was told this word; another one would not let us in.
pub(super) fn is_ready(door: &Door, mark: &str) -> io::Result<()> {
    let said = door.ask("SELECT substitution FROM system.macros WHERE macro = 'demock'")?;
    if said.trim() == mark { Ok(()) } else { Err(io::Error::other("another server answers")) }
}

/// Folders and files that a server is told of.
pub(super) struct Files<'f> {
    pub(super) data: &'f Path,
    pub(super) users: &'f Path,
}

/// What a server is told.
pub(super) fn config(root: &str, files: &Files<'_>, numbers: Numbers, mark: &str) -> String {
    let mut all = format!("<{root}><logger><level>warning</level><console>1</console></logger>");
    let mut set = |name: &str, value: &str| all.push_str(&format!("<{name}>{}</{name}>", escaped(value)));
    let folder = |below: &str| format!("{}/{below}", files.data.display());
    set("path", &folder(""));
    set("tmp_path", &folder("tmp/"));
    set("user_files_path", &folder("user_files/"));
    set("format_schema_path", &folder("format_schemas/"));
    // Where later ones keep users that are made by SQL.
    set("access_control_path", &folder("access/"));
    set("users_config", &files.users.display().to_string());
    set("listen_host", "127.0.0.1");
    set("http_port", &numbers.http.to_string());
    set("tcp_port", &numbers.native.to_string());
    set("mark_cache_size", "5368709120");
    set("default_profile", "default");
    set("default_database", "default");
    all.push_str(&format!("{QUERY_LOG}<macros><demock>{mark}</demock></macros></{root}>"));
    all
}

/// The users as the image's entry point leaves them, and our own.
fn users(root: &str, account: &Account, login: &Login) -> String {
    let user = |name: &str, password: &str, networks: &str, profile: &str, manages: &str| {
        let (name, password, manages) = (escaped(name), escaped(password), escaped(manages));
        format!(
            "<{name}><password>{password}</password><networks><ip>{networks}</ip></networks><profile>{profile}</profile>\
             <quota>default</quota><access_management>{manages}</access_management></{name}>"
        )
    };
    let asked = user(&account.user, &account.password, "::/0", OWN_USER, &account.manages);
    let own = user(&login.user, &login.password, "127.0.0.1", "demock", "1");
    format!(
        "<{root}><profiles><default/><demock><log_queries>0</log_queries></demock></profiles>\
         <users>{asked}{own}</users><quotas><default/></quotas></{root}>"
    )
}

/// Makes the file's database and runs its scripts, as the file's user, by the client.
fn prepare(starting: &Starting<'_>, account: &Account, native: u16) -> Result<(), StackError> {
    let made = account.asked.iter().map(|name| ("the making of the database".to_owned(), making(name)));
    let scripts = scripts(starting)?.into_iter().map(|(name, text)| (format!("`{name}`"), text));
    let steps: Vec<(String, String)> = made.chain(scripts).collect();
    if steps.is_empty() {
        return Ok(());
    }
    let Some(client) = client(starting) else {
        return Err(StackError::NotProvided {
            service: starting.name().to_owned(),
            why: "databases and scripts are made by the program `clickhouse-client`, which is not installed".to_owned(),
            next: Some("apt-get install clickhouse-client".to_owned()),
        });
    };
    let (user, password) = (escaped(&account.user), escaped(&account.password));
    let settings = format!(
        "<config><host>127.0.0.1</host><port>{native}</port><user>{user}</user><password>{password}</password></config>"
    );
    let settings = starting.file("client.xml", &settings)?;
    for (step, text) in steps {
        let file = starting.file("script.sql", &text)?;
        let mut words: Vec<OsString> = vec!["-c".into(), "exec \"$@\" <\"$0\"".into(), file.into()];
        words.push(client.clone().into());
        words.extend(client.file_name().filter(|name| *name == ALL_IN_ONE).map(|_| "client".into()));
        words.extend([format!("--config-file={}", settings.display()).into(), "--multiquery".into()]);
        starting.run(&step, starting.spec(Path::new("sh"), words, &[]))?;
    }
    Ok(())
}

/// The client: the same program, one that lies by it, or the machine's.
fn client(starting: &Starting<'_>) -> Option<PathBuf> {
    let server = &starting.program.path;
    if server.file_name().is_some_and(|name| name == ALL_IN_ONE) {
        return Some(server.clone());
    }
    let near = program::clients_of_clickhouse(server).into_iter().find(|path| path.is_file());
    near.or_else(|| program::find("clickhouse-client", starting.surroundings.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(user: &str, password: &str) -> Account {
        let (user, password, manages) = (user.to_owned(), password.to_owned(), "0".to_owned());
        Account { user, password, manages, asked: None }
    }

    #[test]
    fn users_are_the_images_and_one_of_our_own_and_no_password_leaves_its_place() {
        let login = Login { user: "demock_1".to_owned(), password: "word".to_owned() };
        let text = users("yandex", &account("me", "a</password><x>&"), &login);
        assert!(text.contains("<me><password>a&lt;/password&gt;&lt;x&gt;&amp;</password>"), "{text}");
        assert!(!text.contains("<users><default>") && text.starts_with("<yandex>"), "{text}");
        assert!(text.contains("<demock_1><password>word</password><networks><ip>127.0.0.1</ip>"), "{text}");
        let text = users("clickhouse", &account("default", "pw"), &login);
        assert!(text.contains("<users><default><password>pw</password>"), "{text}");
    }

    #[test]
    fn a_server_listens_on_its_two_ports_alone_and_all_it_writes_is_below_its_data() {
        let files = Files { data: Path::new("/data/a&b"), users: Path::new("/run/users.xml") };
        let text = config("clickhouse", &files, Numbers { http: 81, native: 90 }, "word");
        assert_eq!(text.matches("_port>").count(), 4, "{text}");
        assert_eq!(text.matches("_path>/data/a&amp;b/").count(), 4, "{text}");
    }
}
