//! The plugin for pytest, by pytest itself in several versions, which pip fetches once into folders below the target folder.
//!
//! A table of ways to start it: with the plugin each worker has a lease before any conftest is read, and each test begins with the same
//! contents; where the plugin cannot come, tests run as they would without it. Where pip is missing, the test fails and says so.

use crate::project::Project;
use crate::runners::environment;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CONFTEST: &str = "import os\nLEASE, URL = os.environ['DEMOCK_LEASE'], os.environ['REDIS_URL']\n";

/// Each test leaves a key, and says whether it found one.
const TEST: &str = r#"
import os, socket, sys
import pytest
from conftest import LEASE, URL

def redis(*words):
    host, port = os.environ["REDIS_URL"].split("/")[2].rsplit(":", 1)
    with socket.create_connection((host, int(port))) as stream:
        stream.sendall(b"".join([b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, words)]))
        return stream.recv(4096).decode().strip()

@pytest.mark.parametrize("n", range(2))
def test_writes(n):
    assert (LEASE, URL) == (os.environ["DEMOCK_LEASE"], os.environ["REDIS_URL"])
    found = redis("DBSIZE")
    assert redis("SET", f"{__name__}{n}", "1") == "+OK"
    with open("seen", "a") as seen:
        seen.write(f"{LEASE} {URL} {found} {os.environ.get('PYTEST_XDIST_WORKER')} {getattr(sys, 'own_sitecustomize', None)}\n")
"#;

/// A module by which tests of pytest ask the services that their variables name: psql and Redis' own protocol.
pub(crate) const SERVICES: &str = r#"
import os, socket, subprocess

def psql(query):
    ran = subprocess.run(["psql", "-AXtqc", query, os.environ["DATABASE_URL"]], capture_output=True, text=True)
    return (ran.stdout + ran.stderr).strip()

def redis(*words):
    port = int(os.environ["REDIS_URL"].rsplit(":", 1)[1].split("/")[0])
    with socket.create_connection(("127.0.0.1", port)) as stream:
        stream.sendall(b"".join([b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, words)]))
        return stream.recv(1 << 16).decode().split("\r\n")[-2]
"#;

/// Rows of what tests have seen: their lease, its address, how many keys there were, their worker, and another's sitecustomize.
fn seen(project: &Project, bin: &Path, options: &[&str], line: &str) -> Vec<[String; 5]> {
    drop(fs::remove_file(project.tree.root.join("seen")));
    let line = format!("PATH={}:$PATH; {line}", bin.join("bin").display());
    let ran = project.run(options, &line).exits(0);
    assert!(!ran.stderr.contains("Traceback") && !ran.stderr.contains("rror"), "{line}: {}", ran.stderr);
    let text = fs::read_to_string(project.tree.root.join("seen")).expect("tests have run");
    let rows = text.lines().map(|row| row.split(' ').map(str::to_owned).collect::<Vec<_>>().try_into().expect("5"));
    let rows: Vec<[String; 5]> = rows.collect();
    assert_eq!(rows.len(), 4, "{line}: {text}");
    rows
}

fn project() -> Project {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    project.tree.write("conftest.py", CONFTEST);
    project.tree.write("test_one.py", TEST);
    project.tree.write("test_two.py", TEST);
    project.tree.write("own/sitecustomize.py", "import sys\nsys.own_sitecustomize = 'ran'\n");
    project
}

const XDIST: &[&str] = &[
    "pytest -q -n 2",
    "pytest -q -n 2 --dist loadscope",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q -p xdist -n 2 --dist loadscope",
];

/// With the plugin, however pytest is started.
fn comes(packages: &[&str]) {
    let (project, bin) = (project(), environment(packages));
    for line in ["pytest -q", "python -m pytest -q", "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q", "pytest -q -n 0"] {
        let rows = seen(&project, &bin, &["--fresh", "test"], line);
        assert!(rows.iter().all(|row| row[0] == rows[0][0] && row[1] == rows[0][1]), "{line}: {rows:?}");
        assert!(rows.iter().all(|row| row[0].starts_with("lease-") && row[2] == ":0"), "{line}: {rows:?}");
    }
    for line in XDIST {
        let rows = seen(&project, &bin, &["--fresh", "test"], line);
        let workers: BTreeSet<_> = rows.iter().map(|row| (&row[0], &row[1], &row[3])).collect();
        let leases: BTreeSet<_> = rows.iter().map(|row| &row[1]).collect();
        assert!(workers.len() == leases.len(), "{line}: {rows:?}");
        assert!(rows.iter().all(|row| row[0].starts_with("lease-") && row[2] == ":0"), "{line}: {rows:?}");
    }
    let rows = seen(&project, &bin, &["--fresh", "worker"], XDIST[0]);
    assert!(rows.iter().all(|row| row[0].starts_with("lease-")), "{rows:?}");
    let rows = seen(&project, &bin, &["--fresh", "run"], XDIST[0]);
    assert!(rows.iter().all(|row| row[1] == rows[0][1] && !row[0].starts_with("lease-")), "{rows:?}");
    project.is_clean();
}

/// Where it cannot come, nothing breaks.
fn stays_away(packages: &[&str]) {
    let (project, bin) = (project(), environment(packages));
    for line in [
        "python -I -m pytest -q -p pytest --rootdir . --import-mode=prepend",
        "python -E -m pytest -q",
        "pytest -q -p no:demock_pytest",
        "env -u PYTHONPATH pytest -q -n 2",
    ] {
        let rows = seen(&project, &bin, &["--fresh", "test"], line);
        assert!(rows.iter().all(|row| row[1] == rows[0][1] && !row[0].starts_with("lease-")), "{line}: {rows:?}");
    }
    let rows = seen(&project, &bin, &["--fresh", "test"], "PYTHONPATH=$PYTHONPATH:own pytest -q");
    assert!(rows.iter().all(|row| row[4] == "ran" && row[0].starts_with("lease-")), "{rows:?}");
    project.is_clean();
}

#[test]
fn pytest_9() {
    let packages = &["pytest==9.2.0", "pytest-xdist==3.8.0"];
    comes(packages);
    stays_away(packages);
}

#[test]
fn pytest_8() {
    comes(&["pytest==8.4.2", "pytest-xdist==3.8.0"]);
}

#[test]
fn pytest_7_with_a_pluggy_that_has_no_wrappers() {
    let packages = &["pytest==7.1.3", "pluggy==1.0.0", "pytest-xdist==3.3.1"];
    comes(packages);
    stays_away(packages);
}

/// What demock brings in is no part of the project: a measurement of its code neither counts it nor looks for it once it is gone.
#[test]
fn what_is_brought_in_is_not_measured() {
    let packages = &["pytest==8.4.2", "pytest-cov==7.0.0", "coverage==7.11.0"];
    let (project, bin) = (project(), environment(packages));
    let path = format!("PATH={}:$PATH", bin.join("bin").display());
    let fresh: &[&str] = &["--fresh", "test"];
    project.run(fresh, &format!("{path}; coverage run -m pytest -q")).exits(0).says("4 passed");
    let report = project.run(&[], &format!("{path}; coverage report")).exits(0);
    let files: Vec<&str> = report.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let files: Vec<&&str> =
        files.iter().filter(|name| Path::new(name).extension().is_some_and(|it| it == "py")).collect();
    assert_eq!(files, [&"conftest.py", &"test_one.py", &"test_two.py"], "{}", report.stdout);
    // Coverage begins before us in processes that are started by what it measures.
    project.tree.write(".coveragerc", "[run]\npatch = subprocess\n");
    project.tree.write(
        "child.py",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import json'], check=True)\n",
    );
    let measured = format!("{path}; coverage run child.py; coverage combine");
    project.run(fresh, &measured).exits(0);
    project.run(&[], &format!("{path}; coverage report")).exits(0).says("child.py");
    project.tree.write(".coveragerc", "");
    let ran = project.run(fresh, &format!("{path}; pytest -q -W error --cov --cov-fail-under 100")).exits(0);
    ran.says("4 passed");
    project.is_clean();
}

/// Programs of any Python start, and run what `sitecustomize` had them run before: one that is too old for the plugin as well.
#[test]
fn every_python_of_the_machine_starts_as_before() {
    let project = project();
    let ask = "import json, sys; print('%s %s' % (json.dumps(1), sys.own_sitecustomize))";
    let versions = std::env::home_dir().expect("a home").join(".pyenv/versions");
    let others = fs::read_dir(versions).into_iter().flatten().flatten().map(|it| it.path().join("bin/python"));
    let all: Vec<PathBuf> = others.filter(|it| it.exists()).chain(["python3".into()]).collect();
    for python in all {
        let line = format!("PYTHONPATH=$PYTHONPATH:own {} -c \"{ask}\"", python.display());
        let ran = project.run(&["-q"], &line).exits(0);
        assert_eq!(ran.stdout, "1 ran\n", "{}", python.display());
        assert!(!ran.stderr.contains("rror") && !ran.stderr.contains("failed"), "{}: {}", python.display(), ran.stderr);
    }
    project.is_clean();
}
