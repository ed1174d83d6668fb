//! Fixtures of pytest that outlive tests and begin within one: what they have done is what the next tests begin with, and what the test has done
//! is not, where that can be told.

use crate::leases::COMPOSE;
use crate::project::Project;
use crate::pytest_kit::SERVICES;
use crate::runners::environment;

/// The template holds the row 2, see `Project`.
const TESTS: &str = r#"
import pytest
from services import psql, redis

def all_of_it():
    return psql("SELECT sum(id) FROM item"), redis("GET", "wide"), redis("GET", "own")

@pytest.fixture(scope="session")
def below():
    redis("SET", "wide", "below")

@pytest.fixture(scope="session")
def late(below):
    psql("INSERT INTO item VALUES (10)")
    yield
    psql("CREATE TABLE torn_down (id int)")

@pytest.fixture(scope="module")
def later():
    psql("INSERT INTO item VALUES (1000)")

@pytest.fixture(scope="module")
def fails():
    psql("INSERT INTO item VALUES (5)")
    raise RuntimeError("a fixture that fails")

def test_reads():
    assert all_of_it() == ("2", "$-1", "$-1")

def test_asks_for_them_first(request):
    request.getfixturevalue("late")
    assert all_of_it() == ("12", "below", "$-1")
    psql("INSERT INTO item VALUES (100)"), redis("SET", "own", "1"), redis("SET", "wide", "other")

def test_after_it(late):
    assert all_of_it() == ("12", "below", "$-1")

def test_whose_fixture_fails(request):
    with pytest.raises(RuntimeError):
        request.getfixturevalue("fails")

def test_writes_before(request):
    psql("INSERT INTO item VALUES (7)")
    request.getfixturevalue("later")

def test_after_that():
    assert all_of_it() == ("1024", "below", "$-1")
"#;

#[test]
fn what_a_fixture_has_done_that_begins_within_a_test_is_told_from_what_the_test_has() {
    let (project, bin) = (Project::new(COMPOSE), environment(&["pytest==9.2.0", "pytest-xdist==3.8.0"]));
    project.tree.write("services.py", SERVICES);
    project.tree.write("test_it.py", TESTS);
    let line = format!("PATH={}:$PATH; python -m pytest -q -p no:cacheprovider", bin.join("bin").display());
    let ran = project.run(&["--fresh", "test"], &line).exits(0);
    ran.says("6 passed").warns("6 tests with fresh contents: 3 changed nothing, after 1 contents began anew");
    // What cannot be told apart stays, and is named.
    ran.warns("after 2 contents stayed").warns("demock: contents stayed: test_it.py::test_writes_before");
    ran.warns("demock: contents stayed: test_it.py::test_whose_fixture_fails");
    project.is_clean();
}
