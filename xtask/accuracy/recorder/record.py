"""Records where public packages' own test suites make test doubles.

    python3 record.py PACKAGE…        (or --all)

For each package of packages.toml: fetches the pinned source archive with pip, checks its
SHA-256, unpacks it, builds a virtual environment, runs the suite with the recorder plugin and
writes traces/PACKAGE-VERSION.sites.tsv and .tests.tsv.  Python 3.11, standard library only.
"""

import argparse
import csv
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
from pathlib import Path

import statements

HERE = Path(__file__).resolve().parent
TRACES = HERE / "traces"
CONSTRAINTS = HERE / "constraints"
LIMIT = 1500  # seconds for one suite: a thread that a test left behind can keep it from ending


def main():
    options = arguments()
    with open(HERE / "packages.toml", "rb") as file:
        packages = {entry["name"]: entry for entry in tomllib.load(file)["package"]}
    wanted = list(packages) if options.all else options.package
    unknown = [name for name in wanted if name not in packages]
    if unknown or not wanted:
        sys.exit(f"not in packages.toml: {', '.join(unknown)}" if unknown else "name a package, or --all")
    failed = []
    for name in wanted:
        try:
            record(packages[name], options)
        except (subprocess.SubprocessError, RuntimeError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def arguments():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "demock-accuracy"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", nargs="*")
    parser.add_argument("--all", action="store_true", help="every package of packages.toml")
    parser.add_argument("--cache", type=Path, default=cache, help="where archives and environments are kept")
    parser.add_argument("--freeze", action="store_true", help="pin the environment anew in constraints/")
    return parser.parse_args()


def record(package, options):
    name, label = package["name"], f"{package['name']}-{package['version']}"
    # Paths in a stack frame are real paths, so the tree's must be one too.
    home = (options.cache / label).resolve()
    home.mkdir(parents=True, exist_ok=True)
    tree = unpack(fetch(package, options.cache / "sdist"), home / "tree")
    python = environment(package, tree, home, options.freeze)
    print(f"{label}: running its suite", flush=True)
    run_suite(package, python, tree, home)
    TRACES.mkdir(exist_ok=True)
    shutil.copyfile(home / "out.tests.tsv", TRACES / f"{label}.tests.tsv")
    count = add_statements(home / "out.sites.tsv", tree, TRACES / f"{label}.sites.tsv")
    print(f"{name}: {count} sites")


def fetch(package, folder):
    archive = folder / package["sdist"]
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        requirement = f"{package['name']}=={package['version']}"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--no-binary", package["name"], "--dest", folder, requirement], check=True)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package["sha256"]:
        raise RuntimeError(f"{archive} has the SHA-256 {digest}, not the pinned one")
    return archive


def unpack(archive, tree):
    """Always afresh: a suite may have written into its tree."""
    shutil.rmtree(tree, ignore_errors=True)
    parent = tree.with_name("unpacking")
    shutil.rmtree(parent, ignore_errors=True)
    with tarfile.open(archive) as content:
        content.extractall(parent, filter="data")
    (only,) = parent.iterdir()
    only.rename(tree)
    parent.rmdir()
    return tree


def environment(package, tree, home, freeze):
    """A virtual environment beside the tree; the package is installed so that its own files
    are the tree's, for doubles made in modules that it ships for tests."""
    python = home / "venv" / "bin" / "python"
    pins = CONSTRAINTS / f"{package['name']}.txt"
    if freeze:
        shutil.rmtree(home / "venv", ignore_errors=True)
    if not python.exists():
        venv.create(home / "venv", with_pip=True, symlinks=True)
    extras = f"[{','.join(package['extras'])}]" if package.get("extras") else ""
    install = [python, "-m", "pip", "install", "--quiet", "--editable", f"{tree}{extras}", *package["requirements"]]
    if pins.exists() and not freeze:
        install += ["--constraint", pins]
    subprocess.run(install, check=True)
    if freeze:
        listing = [python, "-m", "pip", "freeze", "--exclude-editable"]
        CONSTRAINTS.mkdir(exist_ok=True)
        pins.write_bytes(subprocess.run(listing, check=True, stdout=subprocess.PIPE).stdout)
    return python


def run_suite(package, python, tree, home):
    variables = {
        "DEMOCK_TRACE_ROOT": str(tree),
        "DEMOCK_TRACE_OUT": str(home / "out"),
        "PYTHONPATH": str(HERE),
        # The same order of sets and the same clock everywhere, so that a trace repeats.
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "HOME": str(home / "home"),
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    (home / "home").mkdir(exist_ok=True)
    command = [python, "-m", "pytest", "-q", "-p", "demock_recorder", "-p", "no:cacheprovider", "--rootdir", tree]
    command += package["pytest"]
    for entry in package.get("ignore", ()):
        command += ["--ignore", entry["path"]]
    for entry in package.get("deselect", ()):
        command += ["--deselect", entry["test"]]
    with open(home / "suite.log", "w", encoding="utf-8") as log:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        done = subprocess.run(command, cwd=tree, env=variables, timeout=LIMIT, **quiet)
    if done.returncode:
        raise RuntimeError(f"the suite ended with {done.returncode}, see {home / 'suite.log'}")


def add_statements(raw, tree, target):
    """Adds the lines of each site's enclosing statement, which a report may hit as well."""
    known = {}
    with open(raw, encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    with open(target, "w", encoding="utf-8") as out:
        out.write("path\tline\tfirst_line\tlast_line\tkind\tapi\tseen\n")
        for row in rows:
            path = row["path"]
            if path not in known:
                known[path] = statements.spans((tree / path).read_bytes())
            first, last = statements.enclosing(known[path], int(row["line"]))
            fields = path, row["line"], str(first), str(last), row["kind"], row["api"], row["seen"]
            out.write("\t".join(fields) + "\n")
    return len(rows)


if __name__ == "__main__":
    main()
