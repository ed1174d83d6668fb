//! `ClickHouse` as a program: the distribution's, where the library cannot be had, and one of the machine.
//!
//! All tests share one cache that never has the library.

use crate::leases::{CLICKHOUSE, CLIENT};
use crate::project::{Project, services};
use crate::providers::without;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const COMPOSE: &str = "services:\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    environment: {CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: 's<e&cret', CLICKHOUSE_DB: events}\n    volumes: ['./init/1.sql:/docker-entrypoint-initdb.d/1.sql']\n";
const SCRIPT: &str =
    "CREATE TABLE events.seen (id UInt8) ENGINE = MergeTree ORDER BY id;\nINSERT INTO events.seen VALUES (1), (2);\n";
/// Asks over HTTP as a user with a password.
const ASK: &str = "ask() { exec 3<>/dev/tcp/$CLICKHOUSE_HOST/$CLICKHOUSE_HTTP_PORT; printf 'POST / HTTP/1.0\\r\\nX-ClickHouse-User: %s\\r\\nX-ClickHouse-Key: %s\\r\\nContent-Length: %d\\r\\n\\r\\n%s' \"$1\" \"$2\" ${#3} \"$3\" >&3; tail -n 1 <&3; }; ";

/// A cache that has the distribution's, fetched where the library's client fails.
fn old_cache() -> PathBuf {
    let cache = services().with_file_name("services-without-library");
    let (project, path) = without(COMPOSE, &["npm"]);
    project.tree.write("init/1.sql", SCRIPT);
    let ran = project.demock(&["fetch"]).env("PATH", path).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.says("ch: ClickHouse 18.16").warns("`npm pack @chdb/lib-linux-x64-gnu@");
    ran.warns(" failed: it is out of order: another provider has it");
    cache
}

/// All programs of the machine but one.
fn without_program(project: &Project, name: &str) -> OsString {
    let line = format!(
        "mkdir all; for it in /usr/local/bin/* /usr/bin/* /bin/* /usr/sbin/*; do [ \"${{it##*/}}\" = {name} ] || ln -sf \"$it\" all/; done"
    );
    project.tree.program(Path::new("bash"), &["-c", &line]).exits(0);
    project.tree.root.join("all").into()
}

#[test]
fn where_the_library_cannot_be_had_the_distributions_is_run_which_is_said_aloud_and_may_be_refused() {
    let cache = old_cache();
    let (project, path) = without(COMPOSE, &["npm"]);
    project.tree.write("init/1.sql", SCRIPT);
    let run = |options: &[&str], line: &str| {
        project.run(options, &format!("{ASK}{line}")).env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache)
    };
    let ask = "ask me \"$CLICKHOUSE_PASSWORD\" 'SELECT concat(version(), toString(sum(id) + 39)) FROM events.seen'; exec 4<>/dev/tcp/$CLICKHOUSE_HOST/$CLICKHOUSE_PORT";
    let ran = run(&["--require", "ch"], ask).exits(0);
    assert!(ran.stdout.starts_with("18.16.") && ran.stdout.ends_with("42\n"), "{}", ran.stdout);
    ran.warns("demock: ch: ClickHouse 18.16.1 is 8 years older than 26.7, which npm has (`apt-get install npm`, then `demock fetch`): no window functions");
    ran.warns("demock: ch (ClickHouse): 1 command, 0 rows written");
    // What the library alone does not have is not said of it.
    assert!(!ran.stderr.contains("is let in with any password") && !ran.stderr.contains("query_log"), "{}", ran.stderr);
    let ran = run(&["--require", "ch"], "ask me wrong 'SELECT 1'; ask default '' 'SELECT 1'").exits(1);
    ran.says("Wrong password for user me").says("Unknown user default");
    ran.warns("demock: ch (ClickHouse): untouched");
    let ran = run(&["--strict-versions"], "true").exits(125);
    ran.warns("error[stack/other-version]: service `ch`").warns("is 8 years older than 26.7");
    let ran = project.demock(&["doctor"]).env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.says("fetched: 18.16.1, apt clickhouse-server ").says("next: demock fetch\n");
    let all = without_program(&project, "npm");
    let ran = project.demock(&["doctor"]).env("PATH", &all).env("DEMOCK_CACHE_DIR", project.tree.cache("")).exits(0);
    ran.says("fetched: the distribution's, apt clickhouse-server ").says("is years older than 26.7, which npm has");
    ran.says("next: apt-get install npm && demock fetch\n");
    project.is_clean();
}

/// Looks for the file's password, our own user and its password in what everybody may read, and in logs.
const LOOK: &str = "ask me \"$CLICKHOUSE_PASSWORD\" 'SELECT 1'; R=${TMPDIR%/*}; stat -c %a $R/*.xml | sort -u; { echo \"$CLICKHOUSE_PASSWORD\"; grep -oE 'demock_[0-9a-f]{32}' $R/ch-users.xml | head -n 1; grep -oE '<password>[0-9a-f]{32}' $R/ch-users.xml | sed 's/<password>//'; } > words; echo $(wc -l < words) words; logs=$(find $R -name ch.log); echo $(wc -w <<<\"$logs\") log; grep -lFf words $logs /proc/[0-9]*/cmdline 2>/dev/null || echo in no other place";

/// What is told of it is in files that nobody else may read, and our own looks are in no log of the server.
#[test]
fn passwords_are_in_no_command_line_and_in_no_log() {
    let cache = old_cache();
    let (project, path) = without(COMPOSE, &["npm"]);
    project.tree.write("init/1.sql", SCRIPT);
    // In a file, so that no line of ours holds what is looked for.
    project.tree.write("look.sh", &format!("{ASK}{LOOK}"));
    let ran = project.run(&[], ". ./look.sh").env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    assert_eq!(ran.stdout, "1\n600\n3 words\n1 log\nin no other place\n", "{}", ran.stderr);
    project.is_clean();
}

/// Scripts are run as the image runs them, and one that fails ends the start with what the server says.
#[test]
fn scripts_of_the_image_are_run_by_the_client() {
    let cache = old_cache();
    let compose = COMPOSE
        .replace("/docker-entrypoint-initdb.d/1.sql", "/docker-entrypoint-initdb.d")
        .replace("./init/1.sql", "./sql");
    let (project, path) = without(&compose, &["npm"]);
    project.tree.write("sql/1.sql", SCRIPT);
    project.tree.write(
        "sql/2.sql",
        "INSERT INTO events.seen SELECT 36 -- ;\n; INSERT INTO events.seen VALUES (length('a;b'));",
    );
    project.tree.program(Path::new("gzip"), &["sql/2.sql"]).exits(0);
    let run = || {
        let line = format!("{ASK} ask me \"$CLICKHOUSE_PASSWORD\" 'SELECT sum(id) FROM events.seen'");
        project.run(&[], &line).env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache)
    };
    run().exits(0).says("42\n");
    project.tree.write("sql/3.sql", "CREATE TABLE events.more (id Undefined) ENGINE = Memory;\n");
    let ran = run().exits(125);
    ran.warns("error[stack/ended]: service `ch`: `3.sql` ended with").warns("Unknown data type family: Undefined");
    project.tree.write("sql/3.sql", "");
    project.tree.write("sql/4.sh", "clickhouse-client -q 'SELECT 1'\n");
    run().exits(125).warns("`4.sh` is no SQL, and needs a container");
    project.is_clean();
}

#[test]
fn leases_of_an_old_program_hold_what_the_files_database_holds() {
    let cache = old_cache();
    let (project, path) = without(COMPOSE, &["npm"]);
    project.tree.write("init/1.sql", CLICKHOUSE.script);
    project.tree.write("client.py", CLIENT);
    project.tree.write("ask.py", CLICKHOUSE.ask);
    let ran = project.run(&[], "python3 ask.py").env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.says("begins 3 1 2 3").says("one 10 3 2 10 other 3");
    // It cannot tell whether anybody has been there, so that contents are always made anew.
    ran.says("mark {'ch': 'renewed'} {'ch': 'renewed'}");
    ran.says("renew {'ch': 'renewed'} 3 ['big', 'kept', 'seen', 'summing', 'sums'] {'ch': 'renewed'}");
    let private = "one = Client().lease(isolation='private')\nch(one, 'CREATE TABLE default.same (id UInt8) ENGINE = Memory')\nprint('private', one.isolation, one.env['CLICKHOUSE_DATABASE'], ch(one, 'SELECT sum(id) FROM seen'), ch(one, 'SELECT sum(n) FROM kept'), ch(Client().lease(), 'EXISTS TABLE default.same'))\n";
    let (begin, _) = CLICKHOUSE.ask.split_once("one, other = ").expect("the script's own words");
    project.tree.write("ask.py", &format!("{begin}{private}"));
    let ran = project.run(&[], "python3 ask.py").env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.says("private {'ch': 'private'} events 3 3 0");
    project.is_clean();
}

/// A server of the machine stands for an image of its version, and for `latest` only where it is not years old.
#[test]
fn a_program_of_the_machine_stands_for_an_image_of_its_own_year() {
    let cache = old_cache();
    let compose = |tag: &str| {
        format!(
            "services:\n  ch: {{image: 'clickhouse/clickhouse-server:{tag}', environment: {{CLICKHOUSE_PASSWORD: s3cret, CLICKHOUSE_DB: shop}}}}\n"
        )
    };
    let project = Project::new(&compose("18.16"));
    let unpacked = cache.join("packages/apt-clickhouse-server");
    let folder = |below: &str| unpacked.join(below).display().to_string();
    let libraries =
        ["usr/lib", "lib"].map(|lib| folder(&format!("{lib}/{}-linux-gnu", std::env::consts::ARCH))).join(":");
    for program in ["usr/sbin/clickhouse-server", "usr/bin/clickhouse-client"] {
        let name = program.rsplit('/').next().expect("a name");
        // Whoever looks at the machine's processes sees their words.
        let words = project.tree.root.join("words");
        let script = format!(
            "#!/bin/sh\necho \"{name} $*\" >>{}\nLD_LIBRARY_PATH={libraries} exec {} \"$@\"\n",
            words.display(),
            folder(program)
        );
        project.tree.write(&format!("bin/{name}"), &script);
    }
    project.tree.program(Path::new("sh"), &["-c", "chmod +x bin/*"]).exits(0);
    let path = format!("{}:{}", project.tree.root.join("bin").display(), env!("PATH"));
    let line = format!(
        "{ASK} ask default s3cret \"SELECT concat(version(), name) FROM system.databases WHERE name = 'shop'\"; ask default '' 'SELECT 1'"
    );
    let ran = project.run(&["--strict-versions", "--require", "ch"], &line).env("PATH", &path).exits(0);
    ran.says("18.16.1shop\n").says("Password required for user default");
    ran.warns("ClickHouse 18.16.1 is 8 years older than 26.7");
    let words = project.tree.read("words");
    let is_told = |name: &str| words.lines().any(|line| line.starts_with(&format!("{name} --config-file=")));
    assert!(is_told("clickhouse-server") && is_told("clickhouse-client") && !words.contains("s3cret"), "{words}");
    let doctor = |tag: &str| {
        project.tree.write("docker-compose.test.yml", &compose(tag));
        project.demock(&["doctor"]).env("PATH", &path).run().stdout
    };
    assert!(doctor("18.14").contains("native: 18.16.1, "), "of its year");
    assert!(doctor("latest").contains("fetched: 26.7, npm "), "years older than the library");
    assert!(doctor("24.8").contains("fetched: 26.7, npm "), "of another year");
    project.is_clean();
}
