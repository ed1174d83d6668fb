"""A pytest plugin that writes down where test doubles come into being while a suite runs.

Load it with ``-p demock_recorder``.  Two environment variables steer it:

* ``DEMOCK_TRACE_ROOT``: the unpacked source tree; only frames in it become sites.
* ``DEMOCK_TRACE_OUT``: prefix of the two files written, ``.sites.tsv`` and ``.tests.tsv``.

How it works: the functions and classes of the mock libraries that make a double are wrapped.
At each call the stack is walked outwards to the first frame that belongs neither to that
library nor to the standard library.  If it lies in the source tree it is a site, otherwise the
double was made by somebody else's code (a pytest plugin's fixture, say) and is not one.
``demock_hooks.py`` does the wrapping.  The README beside this file says what is recorded and
what is not.
"""

import copy
import copyreg
import hashlib
import os
import re
import sys
import sysconfig
import threading

import demock_hooks
import pytest

OURS = os.path.abspath(__file__), demock_hooks.__file__
TREE, OPAQUE, LIBRARY, FOREIGN, COPY = "tree", "opaque", "library", "foreign", "copy"


class Token:
    """One double's origin: its kind, and its place when that lies in the tree."""

    def __init__(self, kind, place):
        self.kind, self.place = kind, place


class Test:
    def __init__(self):
        self.created, self.active, self.provided = set(), set(), set()
        self.outcome = "passed"


class Recorder:
    """Everything seen so far.  One instance serves the whole run."""

    def __init__(self, root, out):
        self.root = os.path.realpath(root).rstrip("/") + "/"
        self.out = out
        self.sites = {}  # (path, line, kind) -> (apis, labels)
        self.tests = {}  # node id -> Test
        self.active = {}  # Token -> how many times it is switched on
        self.current = None  # node id of the running test
        self.libraries = {}  # a file or "folder/" -> library name
        self.known = {}  # file name -> (class, detail)
        self.started = {}  # id of an object -> the Tokens it is switched on for
        self.local = threading.local()
        stdlib = sysconfig.get_paths()["stdlib"]
        self.stdlib = stdlib + "/", stdlib + "/site-packages/"

    # -- whose code is a frame? ---------------------------------------------------------

    def classify(self, name):
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = self._classify(name)
        return found

    def _classify(self, name):
        # Only string work here: a suite may have replaced os.path with a fake.
        if name in OURS or name.startswith("<"):
            return OPAQUE, None
        if name in (copy.__file__, copyreg.__file__):
            return COPY, None
        for start, library in self.libraries.items():
            if name == start or (start.endswith("/") and name.startswith(start)):
                return LIBRARY, library
        if name.startswith(self.root):
            return TREE, name[len(self.root) :]
        inside, packages = self.stdlib
        if name.startswith(inside) and not name.startswith(packages):
            return OPAQUE, None
        return FOREIGN, None

    def locate(self, own):
        """(class, detail, frame, name of the last library function passed) of the caller."""
        frame, entry = sys._getframe(1), None
        while frame is not None:
            owner, detail = self.classify(frame.f_code.co_filename)
            if owner == LIBRARY and detail in own:
                entry = frame.f_code.co_name
            elif owner != OPAQUE:
                return owner, detail, frame, entry
            frame = frame.f_back
        return FOREIGN, None, None, entry

    # -- creations ----------------------------------------------------------------------

    def outer(self):
        """The wrapped calls this thread is inside of, innermost last: (frame, token)."""
        if not hasattr(self.local, "outer"):
            self.local.outer, self.local.pending = [], {}
        return self.local.outer

    def note(self, kind, api, own=(), args=()):
        """A double is being made: returns (frame, token) of its origin."""
        owner, path, frame, entry = self.locate(own)
        outer = self.outer()
        if outer and (outer[-1][0] is None or outer[-1][0] is frame):
            # The library made this one while serving a call that is recorded already.
            return frame, outer[-1][1]
        if owner in (LIBRARY, COPY):
            return frame, None
        if owner == FOREIGN:
            for library in own:
                if library in self.local.pending:  # a decorated test of the tree starts it
                    return frame, self.local.pending[library]
            # Before the first test this is some plugin's own set-up for the whole run.
            if self.current is None:
                return frame, None
            self.tests[self.current].provided.add(kind)
            return frame, Token(kind, None)
        # A user's own _get_child_mock makes automatic children, which are no creations.
        if frame.f_code.co_name == "_get_child_mock":
            return frame, None
        token = Token(kind, (path, frame.f_lineno, kind))
        apis, labels = self.sites.setdefault(token.place, (set(), set()))
        apis.add(api(args, entry) if callable(api) else api)
        labels.add(self.current or self.phase(frame))
        if self.current:
            self.tests[self.current].created.add(kind)
        return frame, token

    def phase(self, frame):
        while frame is not None:
            if frame.f_code.co_name == "<module>" and self.classify(frame.f_code.co_filename)[0] == TREE:
                return "import"
            frame = frame.f_back
        return "collection"

    def inside(self, frame, token, call, /, *args, **kwargs):
        """Run a library function; what it makes on behalf of the same frame is no new site."""
        outer = self.outer()
        outer.append((frame, token))
        try:
            return call(*args, **kwargs)
        finally:
            outer.pop()

    # -- what is in force during which test ----------------------------------------------

    def touch(self, token):
        if self.current and token is not None:
            test = self.tests[self.current]
            (test.active if token.place else test.provided).add(token.kind)
            if token.place:
                self.sites[token.place][1].add(self.current)

    def switch_on(self, token):
        if token is not None:
            self.active[token] = self.active.get(token, 0) + 1
            self.touch(token)

    def switch_off(self, token):
        if token in self.active:
            self.active[token] -= 1
            if not self.active[token]:
                del self.active[token]

    def begin(self, node):
        self.current = node
        self.tests.setdefault(node, Test())
        for token in list(self.active):
            self.touch(token)

    # -- the files -----------------------------------------------------------------------

    def write(self):
        ids = {node: tidy(node) for node in self.tests}
        number = {}
        with open(self.out + ".tests.tsv", "w", encoding="utf-8") as out:
            out.write("number\ttest\toutcome\tcreated\tactive\tprovided\n")
            for at, node in enumerate(sorted(self.tests, key=lambda n: (ids[n], n)), 1):
                number[node], test = at, self.tests[node]
                kinds = (",".join(sorted(k)) or "-" for k in (test.created, test.active, test.provided))
                out.write("\t".join([str(at), ids[node], test.outcome, *kinds]) + "\n")
        with open(self.out + ".sites.tsv", "w", encoding="utf-8") as out:
            out.write("path\tline\tkind\tapi\tseen\n")
            for (path, line, kind), (apis, labels) in sorted(self.sites.items()):
                phases = sorted(label for label in labels if label not in number)
                seen = phases + ranges(sorted(number[label] for label in labels if label in number))
                out.write("\t".join([path, str(line), kind, ",".join(sorted(apis)), ",".join(seen)]) + "\n")


def tidy(node):
    """A node id fit for a table: parameters that quote data are replaced by a short hash."""
    name, bracket, parameter = node.partition("[")
    if len(parameter) > 60 or re.search(r"[^\x21-\x7e]|[/\\@:]|[A-Za-z]\.[A-Za-z]", parameter):
        parameter = hashlib.sha256(parameter.encode("utf-8", "replace")).hexdigest()[:10] + "]"
    else:  # a time stamp or an address would differ from run to run
        parameter = re.sub(r"[0-9]{9,}(\.[0-9]+)?|0x[0-9a-f]{8,}", "#", parameter)
    return name + bracket + parameter


def ranges(numbers):
    """[1, 2, 3, 7] -> ['1-3', '7']"""
    spans = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [str(a) if a == b else f"{a}-{b}" for a, b in spans]


# -- pytest's side ---------------------------------------------------------------------------

RECORDER = Recorder(os.environ["DEMOCK_TRACE_ROOT"], os.environ["DEMOCK_TRACE_OUT"])
demock_hooks.install(RECORDER)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    RECORDER.begin(item.nodeid)
    yield
    RECORDER.current = None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    test = RECORDER.tests.get(report.nodeid)
    if test and report.outcome != "passed" and test.outcome != "failed":
        test.outcome = report.outcome


def pytest_unconfigure():
    RECORDER.write()
