//! `--keep` with `--fresh test`: what a failed test has left is there when the run has ended, whatever came after it.
//!
//! By pytest itself, and by the very lines that demock prints.

use crate::project::Project;
use crate::pytest_kit::SERVICES;
use crate::runners::environment;
use crate::tree::Ran;
use std::process::Command;

const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}\n    volumes: ['./init:/docker-entrypoint-initdb.d:ro']\n  cache:\n    image: redis:7\n  ch:\n    image: clickhouse/clickhouse-server:latest\n    environment: {CLICKHOUSE_USER: me, CLICKHOUSE_PASSWORD: pw, CLICKHOUSE_DB: events}\n    volumes: ['./seen.sql:/docker-entrypoint-initdb.d/seen.sql']\n";

/// The template holds the row 2, see `Project`.
const TESTS: &str = r#"
import os, urllib.request
import pytest
from services import psql, redis

def clickhouse(query):
    of = lambda name: os.environ["CLICKHOUSE_" + name]
    headers = {"X-ClickHouse-User": of("USER"), "X-ClickHouse-Key": of("PASSWORD"), "X-ClickHouse-Database": of("DATABASE")}
    url = "http://" + of("HOST") + ":" + of("HTTP_PORT")
    return urllib.request.urlopen(urllib.request.Request(url, query.encode(), headers)).read().decode().strip()

def all_of_it():
    return psql("SELECT sum(id) FROM item"), redis("GET", "key"), clickhouse("SELECT sum(id) FROM seen")

def leave(n):
    psql(f"INSERT INTO item VALUES ({n})"), redis("SET", "key", str(n)), clickhouse(f"INSERT INTO seen VALUES ({n})")

def test_writes_and_fails():
    leave(40)
    assert all_of_it() == "what it is not"

def test_after_it():
    assert all_of_it() == ("2", "$-1", "2")
    leave(5)

def test_reads_and_fails():
    assert all_of_it() == "what it is not"

@pytest.fixture
def broken():
    leave(30)
    raise RuntimeError("a fixture that fails")

def test_whose_fixture_fails(broken):
    pass

@pytest.fixture(scope="module")
def wide():
    leave(7)

def test_with_a_wider_fixture_that_fails(wide):
    leave(11)
    raise RuntimeError("a test that fails")

@pytest.fixture(scope="module")
def late():
    leave(50)

def test_within_which_a_wider_fixture_begins(wide, request):
    assert all_of_it() == ("9", "7", "9")
    request.getfixturevalue("late")
    leave(60)
    raise RuntimeError("a test that fails")

def test_at_the_end():
    # What the wider fixture has left, and not what the test has.
    assert all_of_it() == ("59", "50", "59")
    leave(100)
"#;

/// What the lines of a failed test find: the sum in Postgres, the key in Redis, the sum in `ClickHouse`.
fn found(ran: &Ran, test: &str) -> [String; 3] {
    let line = |service: &str| {
        let begin = format!("demock: kept: test_it.py::{test}: {service}: ");
        let lines: Vec<&str> = ran.stderr.lines().filter_map(|line| line.strip_prefix(&*begin)).collect();
        let [line] = lines[..] else { panic!("{test} {service}: {}", ran.stderr) };
        line.to_owned()
    };
    let shell = |line: &str| {
        let ran = Command::new("bash").args(["-c", line]).output().expect("bash runs");
        let text = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
        assert!(ran.status.success(), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
        text
    };
    let redis = line("cache");
    let port = redis.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port");
    let ask =
        format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf 'GET key\\r\\nQUIT\\r\\n' >&3; head -n 2 <&3 | tail -n 1");
    let sum = line("ch").replace("SHOW TABLES", "SELECT sum(id) FROM seen");
    [
        shell(&format!("{} -AXtc 'SELECT sum(id) FROM item'", line("db"))),
        shell(&ask),
        shell(&sum.replace("curl ", "curl -sf ")),
    ]
}

#[test]
fn what_failed_tests_have_left_is_there_at_the_end() {
    let (project, bin) = (Project::new(COMPOSE), environment(&["pytest==9.2.0", "pytest-xdist==3.8.0"]));
    project.tree.write("services.py", SERVICES);
    project.tree.write("test_it.py", TESTS);
    project.tree.write(
        "seen.sql",
        "CREATE TABLE events.seen (id UInt8) ENGINE = MergeTree ORDER BY id;\nINSERT INTO events.seen VALUES (2);\n",
    );
    let line = format!("PATH={}:$PATH; pytest -q -p no:cacheprovider", bin.join("bin").display());
    let ran = project.run(&["--fresh", "test", "--keep"], &line).exits(1);
    ran.says("4 failed, 2 passed, 1 error");
    assert_eq!(found(&ran, "test_writes_and_fails"), ["42", "40", "42"]);
    assert_eq!(found(&ran, "test_reads_and_fails"), ["2", "+OK", "2"]);
    assert_eq!(found(&ran, "test_whose_fixture_fails"), ["32", "30", "32"]);
    assert_eq!(found(&ran, "test_with_a_wider_fixture_that_fails"), ["20", "11", "20"]);
    assert_eq!(found(&ran, "test_within_which_a_wider_fixture_begins"), ["119", "60", "119"]);
    let end = ran.stderr.split("`kill ").nth(1).and_then(|rest| rest.split('`').next()).expect("the line that ends it");
    assert!(Command::new("kill").arg(end).status().expect("kill runs").success());
    project.is_clean();
}
