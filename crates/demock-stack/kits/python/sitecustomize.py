"""Brings demock's plugin into pytest, wherever that runs, and nothing else into any other program.

It is found by PYTHONPATH, which `demock run` sets. No variable names the plugin, so that a pytest which does not see this
folder (`python -I`, `-E`, a runner that takes PYTHONPATH away) never looks for it, and runs as it would without demock.
"""

import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
if sys.version_info >= (3, 4):
    with open(os.path.join(_here, "demock_finder.py"), encoding="utf-8") as _text:
        _code = compile(_text.read(), "<demock>/demock_finder.py", "exec")
    exec(_code, {"__name__": "demock_finder", "HERE": _here})
else:
    # Python 2 finds modules in another way, and no pytest that is meant here runs in it: only what this file hides is run.
    import imp

    try:
        _found = imp.find_module("sitecustomize", [_path for _path in sys.path if os.path.abspath(_path or ".") != _here])
    except ImportError:
        _found = None
    if _found is not None:
        imp.load_module("sitecustomize", *_found)
