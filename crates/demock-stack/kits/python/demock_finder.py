"""Waits for modules, and changes them once they are loaded: pytest, and drivers of databases (demock_connections).

Its code and that of the two others has names that are no files': what measures a project's code (coverage) would count it with that, and
look for files that are gone with the run.
"""

import os
import sys
from importlib.machinery import PathFinder, SourceFileLoader

# HERE is the folder of these files, which sitecustomize knows.
OURS = ("demock_pytest", "demock_connections")


def chain():
    """Runs the sitecustomize that ours hides."""
    others = [path for path in sys.path if os.path.abspath(path or ".") != HERE]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        # It takes longer to load than Python to start.
        import importlib.util

        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)


class Loader(SourceFileLoader):
    """Loads one of ours under a name that is no file's."""

    def get_code(self, name):
        return compile(self.get_data(self.path), "<demock>/" + os.path.basename(self.path), "exec", dont_inherit=True)


class Finder:
    def __init__(self):
        self.waiting = {"_pytest.config": of_pytest}

    def find_spec(self, name, path=None, target=None):
        if name in OURS:
            import importlib.util

            place = os.path.join(HERE, name + ".py")
            return importlib.util.spec_from_file_location(name, place, loader=Loader(name, place))
        change = self.waiting.pop(name, None)
        if change is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec


def of_pytest(module):
    """Has pytest take the plugin where it takes those of PYTEST_PLUGINS: before any conftest, unless `-p no:demock_pytest`."""
    manager = getattr(module, "PytestPluginManager", None)
    consider = getattr(manager, "consider_env", None)
    if consider is None:
        return

    def consider_env(self):
        consider(self)
        if not self.is_blocked("demock_pytest"):
            # Before pytest's own finder would load it, to rewrite what it asserts.
            __import__("demock_pytest")
        self.import_plugin("demock_pytest")

    manager.consider_env = consider_env


def leave_unmeasured():
    """Coverage that was begun before us, as in processes that a measured one starts, has seen the file that leads here."""
    coverage = getattr(sys.modules.get("coverage"), "Coverage", None)
    current = coverage.current() if hasattr(coverage, "current") else None
    measured = getattr(getattr(current, "_collector", None), "data", None)
    if isinstance(measured, dict):
        measured.pop(os.path.join(HERE, "sitecustomize.py"), None)


sys.meta_path.insert(0, Finder())
chain()
leave_unmeasured()
