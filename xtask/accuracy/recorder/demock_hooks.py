"""The part of the recorder that knows the mock libraries: which calls of theirs make a double.

First the generic ways to wrap a function, then one small function for each library.
"""

import functools
import importlib
import inspect
import os
import sys
import unittest.mock

import pytest

MARK = "_demock_token"
VERBS = "get post put patch delete head options"

# -- wrapping --------------------------------------------------------------------------------


def mark(thing, token):
    """Keep the token on the double, so that using it later is seen."""
    if token is not None:
        for target in (thing, getattr(thing, "mock", None) if inspect.isfunction(thing) else None):
            try:
                target.__dict__.setdefault(MARK, token)
            except (AttributeError, TypeError):
                pass


def marked(thing):
    return getattr(thing, "__dict__", {}).get(MARK)


def replace(owner, name, make):
    """Put ``make(original function)`` in place of a function, method or classmethod."""
    raw = inspect.getattr_static(owner, name, None)
    if raw is None:
        return
    if isinstance(raw, classmethod):
        setattr(owner, name, classmethod(make(raw.__func__)))
    elif isinstance(raw, functools.partialmethod):
        # responses writes its verbs so: bind the original late, as partialmethod would.
        bound = lambda self, *a, **k: raw.__get__(self, type(self))(*a, **k)  # noqa: E731
        setattr(owner, name, make(functools.wraps(raw.func)(bound)))
    else:
        new = make(raw.__func__ if isinstance(raw, staticmethod) else raw)
        setattr(owner, name, staticmethod(new) if isinstance(raw, staticmethod) else new)


def on_call(rec, owner, name, kind, api, own=(), after=None):
    """Each call of ``owner.name`` makes a double.  ``kind`` may be computed from the call."""

    def make(original):
        @functools.wraps(original)
        def wrapper(*args, **kwargs):
            what = kind(args, kwargs) if callable(kind) else kind
            frame, token = rec.note(what, api, own, args)
            result = rec.inside(frame, token, original, *args, **kwargs)
            if after is not None:
                after(token, result, args)
            return result

        return wrapper

    replace(owner, name, make)


def on_init(rec, cls, kind, api, own):
    """Making an object of ``cls`` makes a double, which remembers where it was made."""
    on_call(rec, cls, "__init__", kind, api, own, after=lambda token, _, args: mark(args[0], token))


def inheriting(rec):
    """For methods that make copies of the object: those keep its site.  A class decorator
    copies itself so for each test method, and some libraries for each call."""

    def make(original):
        @functools.wraps(original)
        def wrapper(self, *args):
            return rec.inside(None, marked(self), original, self, *args)

        return wrapper

    return make


def on_switch(rec, cls, start, stop, kind, api, library):
    """Objects that are switched on and off.  The place where the object was made counts as its
    site; one that the library or a plugin made counts where it is switched on."""

    def starting(original):
        @functools.wraps(original)
        def wrapper(self, *args, **kwargs):
            frame, token = None, marked(self)
            rec.outer()
            if token is None or token.place is None:
                token = rec.local.pending.pop(library, None)
                if token is None:
                    frame, token = rec.note(kind, api, (library,))
            result = rec.inside(frame, token, original, self, *args, **kwargs)
            rec.switch_on(token)
            rec.started.setdefault(id(self), []).append(token)
            return result

        return wrapper

    def stopping(original):
        @functools.wraps(original)
        def wrapper(self, *args, **kwargs):
            tokens = rec.started.get(id(self))
            if tokens:
                rec.switch_off(tokens.pop())
            return original(self, *args, **kwargs)

        return wrapper

    replace(cls, start, starting)
    replace(cls, stop, stopping)


def announce(rec, library, token, function):
    """A decorated test switches the interceptor on from inside the library: tell it the site."""

    def call(*args, **kwargs):
        rec.outer()
        rec.local.pending[library] = token
        try:
            return function(*args, **kwargs)
        finally:
            rec.local.pending.pop(library, None)

    async def acall(*args, **kwargs):
        rec.outer()
        rec.local.pending[library] = token
        return await function(*args, **kwargs)

    if isinstance(function, type):
        if hasattr(function, "setUp"):
            function.setUp = announce(rec, library, token, function.setUp)
        return function
    return functools.wraps(function)(acall if inspect.iscoroutinefunction(function) else call)


def on_decorator(rec, owner, name, kind, api, library):
    """Decorators that return a plain function and keep no object that could be marked."""

    def make(original):
        @functools.wraps(original)
        def wrapper(*args, **kwargs):
            frame, token = rec.note(kind, api, (library,))
            result = rec.inside(frame, token, original, *args, **kwargs)
            if token is None or token.place is None:
                return result
            if isinstance(result, type) or hasattr(result, "__wrapped__"):
                return announce(rec, library, token, result)
            if inspect.isfunction(result):  # @activate(option=...): the function comes next
                return lambda function: announce(rec, library, token, result(function))
            return result

        return wrapper

    replace(owner, name, make)


# -- the libraries ---------------------------------------------------------------------------


def hook_mock(rec, name):
    """unittest.mock, or its backport ``mock``, which has the same insides."""
    module = importlib.import_module("unittest.mock" if name == "unittest.mock" else "mock.mock")
    own, runners = ("mock", "pytest_mock"), {"_patch_object": ".object", "_patch_multiple": ".multiple"}

    def class_name(args, _entry):
        base = next(c for c in args[0].__mro__ if c.__module__ == module.__name__)
        return f"{name}.{base.__name__}" + ("" if base is args[0] else " subclass")

    def patch_kind(args, kwargs):
        extra = args[9] if len(args) > 9 else kwargs.get("kwargs")
        return "spy" if extra and "wraps" in extra else "patch"

    def using(original):
        @functools.wraps(original)
        def wrapper(self, /, *args, **kwargs):
            node, depth = self, 0
            if original.__name__ == "__getattr__" and args[0].startswith("_"):
                node = None  # the mock asking itself, while it is being made
            while node is not None and depth < 40:
                rec.touch(marked(node))
                node, depth = node.__dict__.get("_mock_new_parent"), depth + 1
            return original(self, *args, **kwargs)

        return wrapper

    on_call(rec, module.NonCallableMock, "__new__", "mock-object", class_name, after=lambda t, made, _: mark(made, t))
    for base in (module.NonCallableMock, module.CallableMixin):
        for used in ("__getattr__", "_increment_mock_call"):
            if used in vars(base):
                replace(base, used, using)
    for function in ("create_autospec", "mock_open"):
        remember = lambda t, made, _: mark(made, t)  # noqa: E731
        on_call(rec, module, function, "mock-object", f"{name}.{function}", ("pytest_mock",), remember)
        setattr(sys.modules[name], function, getattr(module, function))
    on_init(rec, module._patch, patch_kind, lambda _, entry: f"{name}.patch" + runners.get(entry, ""), own)
    replace(module._patch, "copy", inheriting(rec))
    on_switch(rec, module._patch, "__enter__", "__exit__", "patch", f"{name}.patch", "mock")
    on_init(rec, module._patch_dict, dict_kind, f"{name}.patch.dict", own)
    replace(module._patch_dict, "decorate_class", inheriting(rec))
    on_switch(rec, module._patch_dict, "_patch_dict", "_unpatch_dict", "patch", f"{name}.patch.dict", "mock")


def dict_kind(args, kwargs):
    target = args[1] if len(args) > 1 else kwargs.get("in_dict")
    return "env" if target is os.environ or target == "os.environ" else "patch"


def hook_pytest_mock(rec, module):
    fixture = importlib.import_module("pytest_mock.plugin").MockerFixture
    patcher, prefix = fixture._Patcher, "pytest_mock.mocker."
    for name in ("__call__", "object", "context_manager", "multiple"):
        kind = lambda _, kwargs: "spy" if "wraps" in kwargs else "patch"  # noqa: E731
        label = "patch" if name == "__call__" else "patch." + name
        on_call(rec, patcher, name, kind, prefix + label, ("pytest_mock",))
    on_call(rec, patcher, "dict", dict_kind, prefix + "patch.dict", ("pytest_mock",))
    for name, kind in (("spy", "spy"), ("stub", "mock-object"), ("async_stub", "mock-object")):
        on_call(rec, fixture, name, kind, prefix + name, ("pytest_mock",), lambda t, made, _: mark(made, t))


def hook_monkeypatch(rec, cls):
    def after(token, _, args):
        rec.switch_on(token)
        rec.started.setdefault(id(args[0]), []).append(token)

    def undoing(original):
        @functools.wraps(original)
        def wrapper(self):
            for token in rec.started.pop(id(self), ()):
                rec.switch_off(token)
            return original(self)

        return wrapper

    for kind, names in (
        ("monkeypatch", "setattr delattr setitem delitem"),
        ("env", "setenv delenv"),
        ("process-state", "chdir syspath_prepend"),
    ):
        for name in names.split():
            on_call(rec, cls, name, kind, "pytest.monkeypatch." + name, ("monkeypatch",), after)
    replace(cls, "undo", undoing)


def hook_routes(rec, cls, names, library):
    for name in names.split():
        on_call(rec, cls, name, "http-route", f"{library}.{name}", (library,))


def hook_responses(rec, module):
    cls, kind = module.RequestsMock, "http-intercept"
    on_init(rec, cls, kind, "responses.RequestsMock", ("responses",))
    on_switch(rec, cls, "start", "stop", kind, "responses.start", "responses")
    on_decorator(rec, cls, "activate", kind, "responses.activate", "responses")
    hook_routes(rec, cls, "add upsert add_callback _add_from_file " + VERBS, "responses")
    # The module offers the default object's methods by name, bound before they were wrapped.
    for name, value in list(vars(module).items()):
        if inspect.ismethod(value) or isinstance(value, functools.partial):
            if hasattr(module._default_mock, name):
                setattr(module, name, getattr(module._default_mock, name))


def hook_requests_mock(rec, module):
    core, kind = importlib.import_module("requests_mock.mocker").MockerCore, "http-intercept"
    on_init(rec, core, kind, "requests_mock.Mocker", ("requests_mock",))
    on_init(rec, module.Adapter, kind, "requests_mock.Adapter", ("requests_mock",))
    on_switch(rec, core, "start", "stop", kind, "requests_mock.Mocker.start", "requests_mock")
    hook_routes(rec, core, "register_uri request " + VERBS, "requests_mock")
    hook_routes(rec, module.Adapter, "register_uri", "requests_mock")
    replace(module.Mocker, "copy", inheriting(rec))


def hook_respx(rec, module):
    on_init(rec, module.MockRouter, "http-intercept", "respx.mock", ("respx",))
    on_switch(rec, module.MockRouter, "start", "stop", "http-intercept", "respx.mock", "respx")
    on_decorator(rec, module.MockRouter, "__call__", "http-intercept", "respx.mock", "respx")
    hook_routes(rec, importlib.import_module("respx.router").Router, "route add request " + VERBS, "respx")


def hook_pytest_httpx(rec, module):
    on_init(rec, module.HTTPXMock, "http-intercept", "pytest_httpx.HTTPXMock", ("pytest_httpx",))
    hook_routes(rec, module.HTTPXMock, "add_response add_callback add_exception", "pytest_httpx")


def hook_httpretty(rec, module):
    core, kind = importlib.import_module("httpretty.core"), "http-intercept"

    def entering(original):
        @functools.wraps(original)
        def wrapper(self):
            token = marked(self)
            rec.outer()
            if token is not None and token.place:
                rec.local.pending["httpretty"] = token
            return original(self)

        return wrapper

    on_init(rec, core.httprettized, kind, "httpretty.enabled", ("httpretty",))
    replace(core.httprettized, "__enter__", entering)
    on_switch(rec, core.httpretty, "enable", "disable", kind, "httpretty.enable", "httpretty")
    hook_routes(rec, core.httpretty, "register_uri", "httpretty")
    on_decorator(rec, core, "httprettified", kind, "httpretty.activate", "httpretty")
    module.activate = module.httprettified = core.httprettified
    for name in ("enable", "disable", "register_uri"):
        setattr(module, name, getattr(core.httpretty, name))


def hook_object(library, path, kind, start, stop, api, routes=""):
    """For libraries whose one class is made, switched on and switched off."""

    def hook(rec, _module):
        place, _, name = path.rpartition(".")
        cls = getattr(importlib.import_module(place), name)
        on_init(rec, cls, kind, api, (library,))
        on_switch(rec, cls, start, stop, kind, api, library)
        hook_routes(rec, cls, routes, library)

    return hook


def hook_pyfakefs(rec, module):
    place = "pyfakefs.fake_filesystem_unittest"
    hook_object("pyfakefs", place + ".Patcher", "fake-service", "setUp", "tearDown", "pyfakefs.Patcher")(rec, module)
    suite = importlib.import_module(place)
    on_decorator(rec, suite, "patchfs", "fake-service", "pyfakefs.patchfs", "pyfakefs")


def hook_fakeredis(rec, module):
    for name in ("FakeServer", "FakeRedis", "FakeStrictRedis", "FakeAsyncRedis", "FakeValkey", "FakeStrictValkey"):
        if hasattr(module, name):
            on_init(rec, getattr(module, name), "fake-service", "fakeredis." + name, ("fakeredis",))
    if hasattr(module, "aioredis"):
        on_init(rec, module.aioredis.FakeRedis, "fake-service", "fakeredis.aioredis.FakeRedis", ("fakeredis",))


def hook_pretend(rec, module):
    on_init(rec, module.stub, "mock-object", "pretend.stub", ())


HOOKS = {
    "pytest_mock": hook_pytest_mock,
    "responses": hook_responses,
    "requests_mock": hook_requests_mock,
    "respx": hook_respx,
    "pytest_httpx": hook_pytest_httpx,
    "httpretty": hook_httpretty,
    "freezegun": hook_object("freezegun", "freezegun.api._freeze_time", "clock", "start", "stop", "freezegun.freeze_time"),
    "time_machine": hook_object("time_machine", "time_machine.travel", "clock", "start", "stop", "time_machine.travel"),
    "fakeredis": hook_fakeredis,
    "moto": hook_object("moto", "moto.core.models.MockAWS", "fake-service", "start", "stop", "moto.mock_aws"),
    "aioresponses": hook_object(
        "aioresponses",
        "aioresponses.core.aioresponses",
        "http-intercept",
        "start",
        "stop",
        "aioresponses.aioresponses",
        "add " + VERBS,
    ),
    "pyfakefs": hook_pyfakefs,
    "pretend": hook_pretend,
}


def install(rec):
    rec.libraries[unittest.mock.__file__] = "mock"
    rec.libraries[inspect.getfile(pytest.MonkeyPatch)] = "monkeypatch"
    found = {}
    for name in ("mock", *HOOKS):
        try:
            found[name] = importlib.import_module(name)
        except ImportError:
            continue
        folder, _, file = found[name].__file__.rpartition("/")
        rec.libraries[folder + "/" if file == "__init__.py" else found[name].__file__] = name
    # All libraries are known before the first hook asks whose code a frame is.
    hook_mock(rec, "unittest.mock")
    hook_monkeypatch(rec, pytest.MonkeyPatch)
    for name, module in found.items():
        if name == "mock":
            hook_mock(rec, name)
        else:
            HOOKS[name](rec, module)
