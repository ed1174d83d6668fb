"""Brings demock's plugin into pytest, wherever that runs, and nothing else into any other program.

It is found by PYTHONPATH, which `demock run` sets. No variable names the plugin, so that a pytest which does not see this
folder (`python -I`, `-E`, a runner that takes PYTHONPATH away) never looks for it, and runs as it would without demock.
"""

import sys


def _chain():
    """Runs the sitecustomize that this one hides."""
    import os
    from importlib.machinery import PathFinder

    here = os.path.dirname(os.path.abspath(__file__))
    others = [path for path in sys.path if os.path.abspath(path or ".") != here]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        # It takes longer to load than Python to start.
        import importlib.util

        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)


class _Finder:
    """Waits for modules, and changes them once they are loaded; the plugin waits for more (demock_connections)."""

    def __init__(self):
        self.waiting = {"_pytest.config": _of_pytest}

    def find_spec(self, name, path=None, target=None):
        change = self.waiting.pop(name, None)
        if change is None:
            return None
        from importlib.machinery import PathFinder

        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec


def _of_pytest(module):
    """Has pytest take the plugin where it takes those of PYTEST_PLUGINS: before any conftest, unless `-p no:demock_pytest`."""
    manager = getattr(module, "PytestPluginManager", None)
    consider = getattr(manager, "consider_env", None)
    if consider is None:
        return

    def consider_env(self):
        consider(self)
        self.import_plugin("demock_pytest")

    manager.consider_env = consider_env


sys.meta_path.insert(0, _Finder())
_chain()
