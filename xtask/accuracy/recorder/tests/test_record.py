"""record.py's own steps, and the table of packages and the traces that are kept."""

import csv
import hashlib
import re
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent
sys.path.insert(0, str(FOLDER))

import record  # noqa: E402
import statements  # noqa: E402

PACKAGES = tomllib.loads((FOLDER / "packages.toml").read_text())["package"]

SOURCE = b'''\
@patch(
    "a",
)
@patch("b")
def f(
    x=Mock(),
):
    with patch("c") as c, \\
            patch("d"):
        c.method(
            Mock(),
        )
    try:
        pass
    except E:
        x = Mock()
'''


@pytest.mark.parametrize(
    ("line", "span"),
    [
        (1, (1, 3)),
        (2, (1, 3)),
        (4, (4, 4)),
        (6, (5, 6)),
        (8, (8, 9)),
        (9, (8, 9)),
        (11, (10, 12)),
        (13, (13, 13)),
        (16, (16, 16)),
        (99, (99, 99)),
    ],
)
def test_enclosing_statement(line, span):
    assert statements.enclosing(statements.spans(SOURCE), line) == span


def test_a_file_that_does_not_parse_has_no_spans():
    assert statements.enclosing(statements.spans(b"print 'x'\n"), 1) == (1, 1)


def test_add_statements(tmp_path):
    (tmp_path / "x.py").write_bytes(SOURCE)
    raw, target = tmp_path / "raw", tmp_path / "target"
    raw.write_text("path\tline\tkind\tapi\tseen\nx.py\t2\tpatch\tunittest.mock.patch\timport,1-3\n")
    assert record.add_statements(raw, tmp_path, target) == 1
    assert target.read_text().splitlines()[1] == "x.py\t2\t1\t3\tpatch\tunittest.mock.patch\timport,1-3"


def archive(folder):
    (folder / "p-1").mkdir()
    (folder / "p-1" / "a.py").write_text("")
    with tarfile.open(folder / "p-1.tar.gz", "w:gz") as file:
        file.add(folder / "p-1", "p-1")
    return folder / "p-1.tar.gz"


def test_a_changed_archive_is_refused(tmp_path):
    made = archive(tmp_path)
    package = {"name": "p", "version": "1", "sdist": made.name, "sha256": hashlib.sha256(made.read_bytes()).hexdigest()}
    assert record.fetch(package, tmp_path) == made
    with pytest.raises(RuntimeError, match="SHA-256"):
        record.fetch({**package, "sha256": "0" * 64}, tmp_path)


def test_unpacking_starts_afresh(tmp_path):
    made, tree = archive(tmp_path), tmp_path / "tree"
    record.unpack(made, tree)
    (tree / "left-over").write_text("")
    record.unpack(made, tree)
    assert [path.name for path in tree.iterdir()] == ["a.py"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_the_table_pins_and_explains(package):
    assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])
    assert all("==" in requirement for requirement in package["requirements"])
    assert all(entry["reason"] for entry in package.get("deselect", []) + package.get("ignore", []))
    pins = (FOLDER / "constraints" / f"{package['name']}.txt").read_text().splitlines()
    assert pins and all("==" in line for line in pins)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_the_kept_traces_are_whole(package):
    label = f"{package['name']}-{package['version']}"
    tests, sites = table(f"{label}.tests.tsv"), table(f"{label}.sites.tsv")
    assert [int(row["number"]) for row in tests] == list(range(1, len(tests) + 1))
    assert sites == sorted(sites, key=lambda row: (row["path"], int(row["line"]), row["kind"])) != []
    for row in sites:
        assert int(row["first_line"]) <= int(row["line"]) <= int(row["last_line"])
        numbers = [int(n) for part in row["seen"].split(",") if part[0].isdigit() for n in part.split("-")]
        assert numbers == sorted(numbers) and all(1 <= n <= len(tests) for n in numbers)


def table(name):
    with open(FOLDER / "traces" / name, encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
