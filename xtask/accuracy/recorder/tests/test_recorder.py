"""The recorder against the real libraries: exact lines, kinds, names and tests."""

from pathlib import Path

import pytest
from conftest import expected

SAMPLES = Path(__file__).parent / "samples"
STYLES = ["mock_styles.py", "pytest_styles.py", "http_styles.py", "world_styles.py", "phase_styles.py"]


@pytest.fixture(scope="module")
def results(run):
    return {name: run(name, passing=name != "phase_styles.py") for name in STYLES}


@pytest.mark.parametrize("name", STYLES)
def test_exactly_the_marked_lines(results, name):
    wanted, found = expected(SAMPLES / name), results[name].recorded(name)
    assert {key: found.get(key) for key in wanted} == wanted
    assert set(found) == set(wanted), "recorded, but not marked"


def test_no_other_file_has_sites(results):
    assert {row["path"] for result in results.values() for row in result.sites} == set(STYLES)


# What a test made itself, what was in force or used during it, what a plugin made for it.
@pytest.mark.parametrize(
    ("sample", "test", "created", "active", "provided"),
    [
        ("mock_styles.py", "test_decorated", "-", "patch", "-"),
        ("mock_styles.py", "test_environment", "-", "env", "-"),
        ("mock_styles.py", "TestClass::test_two", "patch", "patch", "-"),
        ("mock_styles.py", "test_context", "mock-object,patch", "mock-object,patch", "-"),
        ("mock_styles.py", "test_partial", "mock-object", "-", "-"),
        ("mock_styles.py", "test_shared_one", "-", "mock-object", "-"),
        ("mock_styles.py", "test_shared_two", "-", "mock-object", "-"),
        ("mock_styles.py", "test_none", "-", "-", "-"),
        ("pytest_styles.py", "test_plain", "-", "-", "-"),
        ("pytest_styles.py", "test_home", "env,process-state", "env,process-state", "-"),
        ("pytest_styles.py", "test_wide_a", "monkeypatch", "monkeypatch", "-"),
        ("pytest_styles.py", "test_wide_b", "-", "monkeypatch", "-"),
        ("pytest_styles.py", "test_mocker", "env,mock-object,patch,spy", "env,mock-object,patch,spy", "-"),
        ("pytest_styles.py", "test_mocker_spy", "spy", "spy", "-"),
        ("http_styles.py", "test_responses", "http-route", "http-intercept", "-"),
        ("http_styles.py", "test_responses_options", "-", "http-intercept", "-"),
        ("http_styles.py", "TestRequests::test_method", "http-route", "http-intercept", "-"),
        ("http_styles.py", "test_requests_mock_fixture", "http-route", "-", "http-intercept"),
        ("http_styles.py", "test_pytest_httpx", "http-route", "-", "http-intercept"),
        ("http_styles.py", "test_plain[get]", "-", "-", "-"),
        ("world_styles.py", "TestFrozen::test_method", "-", "clock", "-"),
        ("world_styles.py", "test_redis", "fake-service", "-", "fake-service"),  # its server, made by the client
        ("world_styles.py", "TestPatchfs::test_method", "-", "fake-service", "-"),
        ("world_styles.py", "test_files_fixture", "-", "-", "fake-service"),
        ("phase_styles.py", "test_foreign", "-", "-", "mock-object"),
        ("phase_styles.py", "test_foreign_fixture", "-", "-", "patch"),
        ("phase_styles.py", "test_broad_still_on", "-", "patch", "-"),
    ],
)
def test_what_each_test_saw(results, sample, test, created, active, provided):
    row = results[sample].test(test)
    assert (row["created"], row["active"], row["provided"]) == (created, active, provided)


@pytest.mark.parametrize(
    ("test", "outcome"), [("test_made[one]", "passed"), ("test_failing", "failed"), ("test_skipped", "skipped")]
)
def test_outcomes(results, test, outcome):
    assert results["phase_styles.py"].test(test)["outcome"] == outcome


def test_identifiers_quote_no_data(results):
    names = [node for node in results["phase_styles.py"].tests if "test_identifiers" in node]
    assert len(names) == 4
    assert "phase_styles.py::test_identifiers[#-a]" in names
    assert "phase_styles.py::test_identifiers[short]" in names
    assert not any("host" in name or "xxx" in name for name in names)


def test_the_same_run_writes_the_same_bytes(results, run):
    again = run("phase_styles.py", passing=False)
    assert again.raw == results["phase_styles.py"].raw


def test_sorted_by_path_line_kind(run):
    result = run("mock_styles.py=b_styles.py", "pytest_styles.py=a_styles.py")
    order = [(row["path"], int(row["line"]), row["kind"]) for row in result.sites]
    assert order == sorted(order) and {path for path, _, _ in order} == {"a_styles.py", "b_styles.py"}
    numbers = [int(row["number"]) for row in result.tests.values()]
    assert numbers == list(range(1, len(numbers) + 1)) and list(result.tests) == sorted(result.tests)
