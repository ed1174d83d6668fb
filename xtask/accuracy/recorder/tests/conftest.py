"""Runs a sample suite with the recorder in a process of its own, as record.py does."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


class Run:
    def __init__(self, folder):
        self.sites = self._table(folder / "out.sites.tsv")
        self.tests = {row["test"]: row for row in self._table(folder / "out.tests.tsv")}
        self.ids = {int(row["number"]): short(row["test"]) for row in self.tests.values()}
        self.raw = [(folder / f"out.{kind}.tsv").read_bytes() for kind in ("sites", "tests")]

    @staticmethod
    def _table(path):
        with open(path, encoding="utf-8") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    def recorded(self, path):
        """{(line, kind): (api, names of the tests)} of one file."""
        return {
            (int(row["line"]), row["kind"]): (row["api"], frozenset(self.names(row["seen"])))
            for row in self.sites
            if row["path"] == path
        }

    def names(self, seen):
        for part in seen.split(","):
            if not part[:1].isdigit():
                yield part
                continue
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield self.ids[number]

    def test(self, name):
        (row,) = (row for node, row in self.tests.items() if short(node) == name)
        return row


def short(node):
    return node.partition("::")[2]


def expected(path):
    """What the `#!` comments of a sample ask for, in the form of Run.recorded."""
    wanted = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for text in line.split("#! ")[1:]:
            what, _, seen = text.partition(" | ")
            kind, _, api = what.partition(" ")
            wanted[number, kind] = api, frozenset(seen.split(","))
    return wanted


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """run("x.py", …): copies samples into a tree (a name a=b copies a as b) and runs them."""

    def go(*samples, passing=True):
        tree, out, outside = (tmp_path_factory.mktemp(name) for name in ("tree", "out", "outside"))
        shutil.copy(HERE / "samples" / "lib_helper.py", outside)
        for sample in ("target.py", *samples):
            source, _, name = sample.partition("=")
            shutil.copy(HERE / "samples" / source, tree / (name or source))
        environment = {
            **os.environ,
            "PYTHONPATH": f"{HERE.parent}{os.pathsep}{tree}{os.pathsep}{outside}",
            "DEMOCK_TRACE_ROOT": str(tree),
            "DEMOCK_TRACE_OUT": str(out / "out"),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-p", "demock_recorder", "-p", "no:cacheprovider"]
        done = subprocess.run([*command, "--rootdir", tree, tree, "-o", "python_files=*_styles.py"],
                              cwd=tree, env=environment, capture_output=True, text=True)
        assert not passing or done.returncode == 0, done.stdout + done.stderr
        return Run(out)

    return go
