//! Leases of the repository's own stack, asked by the kit: real Postgres, Redis and `ClickHouse`, with and without `demock run`
//! around. The binary is the one of the target folder, which `cargo test --workspace` builds first.

use demock::Lease;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Asks Postgres by psql.
fn psql(lease: &Lease, query: &str) -> String {
    let ran = Command::new("psql").args(["-AXtqc", query, lease.postgres().url()]).output().expect("psql runs");
    format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)).trim().to_owned()
}

/// Says something to Redis and reads its answer.
fn redis(lease: &Lease, words: &str) -> String {
    let place = lease.redis().url().trim_start_matches("redis://").trim_end_matches("/0").to_owned();
    let mut stream = TcpStream::connect(place).expect("a Redis");
    stream.write_all(format!("{words}\r\nQUIT\r\n").as_bytes()).expect("written");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("an answer");
    said
}

/// Each of the two writes the same, and sees nothing of the other.
fn writes_the_same(lease: &Lease) {
    assert_eq!(psql(lease, "CREATE TABLE same (id int PRIMARY KEY); INSERT INTO same VALUES (1)"), "");
    assert_eq!(psql(lease, "SELECT count(*) FROM same"), "1");
    assert_eq!(redis(lease, "INCR same"), ":1\r\n+OK\r\n");
}

#[demock::test]
fn one_writes_what_the_other_writes(lease: Lease) {
    writes_the_same(&lease);
}

#[demock::test]
async fn the_other_writes_what_the_one_writes(lease: &Lease) {
    writes_the_same(lease);
}

#[demock::test(private)]
fn a_server_of_ones_own_has_the_files_user_and_database(lease: Lease) -> Result<(), std::num::ParseIntError> {
    assert_eq!(
        psql(&lease, "SELECT current_database(), rolsuper FROM pg_roles WHERE rolname = current_user"),
        "demock_test|t"
    );
    assert_eq!(psql(&lease, "CREATE ROLE somebody"), "");
    assert_eq!(psql(&lease, "ALTER SYSTEM SET work_mem = '1MB'"), "");
    let major: u32 = psql(&lease, "SHOW server_version_num").parse()?;
    assert_eq!(major / 10_000, 14);
    Ok(())
}

#[demock::test]
fn a_lease_names_its_services_and_a_folder(lease: Lease) {
    assert_eq!(lease.postgres().host(), "127.0.0.1");
    assert_eq!(
        psql(&lease, "SELECT current_database() || ' ' || current_user"),
        format!("{} {}", lease.postgres().database(), lease.postgres().user())
    );
    assert!(lease.temporary().is_dir());
    assert!(lease.clickhouse().database().starts_with("demock_"));
    let mut stream =
        TcpStream::connect((lease.clickhouse().host(), lease.clickhouse().http_port())).expect("a ClickHouse");
    stream.write_all(b"GET /ping HTTP/1.0\r\n\r\n").expect("written");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("an answer");
    assert!(said.ends_with("Ok.\n"), "{said}");
}

#[demock::test]
#[should_panic(expected = "the project's Compose file has not a service `nobody`")]
fn what_the_project_has_not_is_named(lease: Lease) {
    lease.service("nobody");
}

#[demock::test]
fn a_test_may_say_its_end_by_a_code(lease: Lease) -> ExitCode {
    if psql(&lease, "SELECT 1") == "1" { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[demock::test]
#[should_panic]
#[expect(clippy::should_panic_without_expect, reason = "with a text, a panic of the kit's own would not pass")]
fn a_test_that_is_to_panic(lease: Lease) {
    assert_eq!(psql(&lease, "SELECT 1"), "2");
}

/// What one of these tests says, run by itself.
fn alone(name: &str, folder: &Path, demock: Option<&str>) -> (bool, String) {
    let mut test = Command::new(std::env::current_exe().expect("this test"));
    test.args(["--exact", name]).current_dir(folder).env_remove("DEMOCK_SOCKET").env("RUST_BACKTRACE", "0");
    demock.map(|demock| test.env("DEMOCK_BIN", demock));
    let ran = test.output().expect("it runs");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    (ran.status.success(), said)
}

#[test]
fn a_program_that_is_not_there_is_named_with_the_next_step() {
    let (is_passed, said) = alone("one_writes_what_the_other_writes", Path::new("."), Some("/nowhere/demock"));
    assert!(!is_passed && said.contains("`/nowhere/demock`") && said.contains("say in DEMOCK_BIN"), "{said}");
    // The line is one of the test's, and none of the kit's.
    assert!(said.contains("tests/lease.rs:"), "{said}");
}

#[test]
fn a_test_that_is_to_panic_does_not_pass_for_want_of_a_lease() {
    let (is_passed, said) = alone("a_test_that_is_to_panic", Path::new("."), Some("/nowhere/demock"));
    assert!(!is_passed && said.contains("say in DEMOCK_BIN") && said.contains("did not panic"), "{said}");
}

#[test]
fn a_project_without_a_compose_file_is_named() {
    let folder = std::env::temp_dir().join(format!("demock-kit-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (is_passed, said) = alone("one_writes_what_the_other_writes", &folder, None);
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(!is_passed && said.contains(&format!("there is no Compose file in `{}`", folder.display())), "{said}");
    assert!(!said.contains("DEMOCK_BIN"), "{said}");
}
