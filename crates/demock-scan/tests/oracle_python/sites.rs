//! Which calls, names, bases and parameters of a tree are sites, by `docs/sites.md`, for the explicit libraries.

use crate::names::{Kind as ScopeKind, Tree};
use demock_model::Kind;
use demock_scan::language::FileRole;
use ruff_python_ast::{Expr, ExprCall, Parameter};
use ruff_text_size::Ranged;

/// A site: line, rule, kind.
pub(crate) type Found = (u32, &'static str, Kind);

/// The rules that the oracle knows.
pub(crate) const RULES: &[&str] = &[
    "python/unittest-mock",
    "python/monkeypatch",
    "python/pytest-mock",
    "python/responses",
    "python/respx",
    "python/requests-mock",
    "python/freezegun",
    "python/time-machine",
    "python/fakeredis",
    "python/moto",
    "python/httpretty",
    "python/pretend",
    "python/flexmock",
];

const MOCKS: &[&str] =
    &["Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock", "PropertyMock", "ThreadingMock"];
const VERBS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options"];

/// The sites of a parsed file, one a line: what is put in place names it.
pub(crate) fn of(tree: &Tree<'_>, source: &str, role: FileRole) -> Vec<Found> {
    let starts: Vec<u32> = line_starts(source.as_bytes());
    let line = |offset: u32| starts.partition_point(|start| *start <= offset) as u32;
    let mut found: Vec<(u32, u32, &'static str, Kind)> = Vec::new();
    for (scope, call) in &tree.calls {
        let site = tree.readings(&call.func, *scope).iter().find_map(|text| called(text, call, tree, *scope));
        let range = call.range();
        found.extend(site.map(|(rule, kind)| (range.start().to_u32(), range.end().to_u32(), rule, kind)));
    }
    for (scope, expr) in &tree.named {
        let site = tree.readings(expr, *scope).iter().find_map(|text| named(text));
        let range = expr.range();
        found.extend(site.map(|(rule, kind)| (range.start().to_u32(), range.end().to_u32(), rule, kind)));
    }
    for scope in &tree.scopes {
        for base in &scope.bases {
            let site = tree.readings(base, scope.parent).iter().find_map(|text| based(text));
            let range = base.range();
            found.extend(site.map(|(rule, kind)| (range.start().to_u32(), range.end().to_u32(), rule, kind)));
        }
    }
    if role == FileRole::Test {
        for (scope, parameter) in &tree.parameters {
            let start = parameter.name.range().start().to_u32();
            found.extend(asked_for(tree, *scope, parameter).map(|(rule, kind)| (start, start + 1, rule, kind)));
        }
    }
    found.sort_by_key(|(start, end, _, _)| (*start, *end));
    let mut sites: Vec<Found> = Vec::new();
    for (start, _, rule, kind) in found {
        let line = line(start);
        match sites.iter_mut().rev().find(|site| site.0 == line) {
            Some(site) if rank(kind) < rank(site.2) => *site = (line, rule, kind),
            Some(_) => {}
            None => sites.push((line, rule, kind)),
        }
    }
    sites.sort();
    sites
}

fn line_starts(source: &[u8]) -> Vec<u32> {
    let ends = source.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(ends).collect()
}

/// `docs/sites.md` §1: of two kinds on one line, what says what is put in place goes first.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Patch | Kind::Monkeypatch | Kind::Spy => 0,
        Kind::FakeService | Kind::HttpIntercept | Kind::Clock => 1,
        Kind::HttpRoute | Kind::MockObject => 2,
        Kind::HandwrittenDouble => 3,
        _ => 5,
    }
}

fn is_environ<'a>(expr: Option<&'a Expr>, tree: &Tree<'a>, scope: usize, or_text: TextCounts) -> bool {
    let Some(expr) = expr else { return false };
    let as_text = matches!(expr, Expr::StringLiteral(text) if text.value.to_str() == "os.environ");
    (or_text == TextCounts::Yes && as_text) || tree.text(expr, scope, 0).as_deref() == Some("os.environ")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TextCounts {
    Yes,
    No,
}

fn patcher<'a>(method: &str, call: &'a ExprCall, tree: &Tree<'a>, scope: usize) -> Option<Kind> {
    let wraps = call.arguments.keywords.iter().any(|keyword| keyword.arg.as_ref().is_some_and(|arg| arg == "wraps"));
    match method {
        "patch.dict" if is_environ(call.arguments.args.first(), tree, scope, TextCounts::Yes) => Some(Kind::Env),
        "patch" | "patch.object" if wraps => Some(Kind::Spy),
        "patch" | "patch.object" | "patch.dict" | "patch.multiple" => Some(Kind::Patch),
        "create_autospec" | "mock_open" => Some(Kind::MockObject),
        other => MOCKS.contains(&other).then_some(Kind::MockObject),
    }
}

fn after<'t>(text: &'t str, prefixes: &[&str]) -> Option<&'t str> {
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix))
}

fn called<'a>(text: &str, call: &'a ExprCall, tree: &Tree<'a>, scope: usize) -> Option<(&'static str, Kind)> {
    if let Some(method) = after(text, &["unittest.mock.", "mock."])
        && let Some(kind) = patcher(method, call, tree, scope)
    {
        return Some(("python/unittest-mock", kind));
    }
    let patching = [
        "fixture:monkeypatch.context().",
        "fixture:monkeypatch.",
        "pytest.MonkeyPatch().",
        "_pytest.monkeypatch.MonkeyPatch().",
        "pytest.MonkeyPatch.context().",
        "_pytest.monkeypatch.MonkeyPatch.context().",
    ];
    if let Some(method) = after(text, &patching) {
        let kind = match method {
            "setitem" | "delitem" if is_environ(call.arguments.args.first(), tree, scope, TextCounts::No) => Kind::Env,
            "setattr" | "delattr" | "setitem" | "delitem" => Kind::Monkeypatch,
            "setenv" | "delenv" => Kind::Env,
            "chdir" | "syspath_prepend" => Kind::ProcessState,
            _ => return None,
        };
        return Some(("python/monkeypatch", kind));
    }
    let mocking = [
        "fixture:mocker.",
        "fixture:class_mocker.",
        "fixture:module_mocker.",
        "fixture:package_mocker.",
        "fixture:session_mocker.",
        "pytest_mock.MockerFixture().",
        "pytest_mock.plugin.MockerFixture().",
        "pytest_mock.MockFixture().",
        "pytest_mock.plugin.MockFixture().",
    ];
    if let Some(method) = after(text, &mocking) {
        let kind = match method {
            "spy" => Some(Kind::Spy),
            "stub" | "async_stub" => Some(Kind::MockObject),
            "ThreadingMock" => None,
            "patch.context_manager" => Some(Kind::Patch),
            method => patcher(method, call, tree, scope),
        };
        return kind.map(|kind| ("python/pytest-mock", kind));
    }
    http(text).or_else(|| others(text, call, tree))
}

fn http(text: &str) -> Option<(&'static str, Kind)> {
    if matches!(text, "responses.activate" | "responses.RequestsMock" | "responses.start" | "responses.mock.start") {
        return Some(("python/responses", Kind::HttpIntercept));
    }
    if let Some(method) = after(text, &["responses.mock.", "responses.RequestsMock().", "responses."])
        && (VERBS.contains(&method) || matches!(method, "add" | "replace" | "upsert" | "add_callback"))
    {
        return Some(("python/responses", Kind::HttpRoute));
    }
    if matches!(
        text,
        "respx.mock" | "respx.start" | "respx.mock.start" | "respx.MockRouter" | "respx.router.MockRouter"
    ) {
        return Some(("python/respx", Kind::HttpIntercept));
    }
    let routing = [
        "respx.mock().",
        "respx.mock.",
        "respx.MockRouter().",
        "respx.router.MockRouter().",
        "respx.",
        "fixture:respx_mock.",
        "@respx.mock.",
    ];
    if let Some(method) = after(text, &routing)
        && (VERBS.contains(&method) || matches!(method, "request" | "route" | "add"))
    {
        return Some(("python/respx", Kind::HttpRoute));
    }
    let mockers = ["Mocker", "mock", "mocker.Mocker", "Adapter", "adapter.Adapter", "contrib.fixture.Fixture"];
    if text.strip_prefix("requests_mock.").is_some_and(|name| mockers.contains(&name)) {
        return Some(("python/requests-mock", Kind::HttpIntercept));
    }
    let handed = after(text, &["fixture:requests_mock.", "@requests_mock.Mocker.", "@requests_mock.mock."]);
    let made = text.strip_prefix("requests_mock.").and_then(|rest| rest.split_once("()."));
    let method = handed.or_else(|| made.filter(|(name, _)| mockers.contains(name)).map(|(_, method)| method));
    if let Some(method) = method
        && (VERBS.contains(&method) || matches!(method, "register_uri" | "request" | "add_matcher"))
    {
        return Some(("python/requests-mock", Kind::HttpRoute));
    }
    let name = after(text, &["httpretty.core.", "httpretty."])?;
    match name {
        "register_uri" | "HTTPretty.register_uri" | "httpretty.register_uri" => {
            Some(("python/httpretty", Kind::HttpRoute))
        }
        "activate" | "httprettified" | "enable" | "enabled" | "httprettized" | "HTTPretty.enable"
        | "httpretty.enable" => Some(("python/httpretty", Kind::HttpIntercept)),
        _ => None,
    }
}

fn is_moto(text: &str) -> bool {
    let mut names = text.split('.');
    names.next() == Some("moto")
        && (2..=3).contains(&text.split('.').count())
        && names.next_back().is_some_and(|last| last.starts_with("mock_") && !last.contains('('))
        && !text.contains('(')
}

fn others(text: &str, call: &ExprCall, tree: &Tree<'_>) -> Option<(&'static str, Kind)> {
    if is_moto(text) {
        return Some(("python/moto", Kind::FakeService));
    }
    match text {
        "freezegun.freeze_time" | "freezegun.api.freeze_time" | "pytest.mark.freeze_time" => {
            return Some(("python/freezegun", Kind::Clock));
        }
        "time_machine.travel"
        | "pytest.mark.time_machine"
        | "libfaketime.fake_time"
        | "pendulum.travel"
        | "pendulum.travel_to"
        | "pendulum.freeze"
        | "pendulum.test"
        | "pendulum.set_test_now" => return Some(("python/time-machine", Kind::Clock)),
        "pretend.stub" | "pretend.call_recorder" | "pretend.raiser" => {
            return Some(("python/pretend", Kind::MockObject));
        }
        "flexmock.flexmock" if call.arguments.args.is_empty() => return Some(("python/flexmock", Kind::MockObject)),
        "flexmock.flexmock" if tree.is_wrapped(call) => return Some(("python/flexmock", Kind::Spy)),
        "flexmock.flexmock" => return Some(("python/flexmock", Kind::Patch)),
        "moto.server.ThreadedMotoServer"
        | "moto.ThreadedMotoServer"
        | "moto.moto_server.threaded_moto_server.ThreadedMotoServer" => {
            return Some(("python/moto", Kind::LocalServer));
        }
        _ => {}
    }
    let name = text.strip_prefix("fakeredis.")?.trim_start_matches("aioredis.").trim_start_matches("_async.");
    let classes = ["FakeRedis", "FakeStrictRedis", "FakeAsyncRedis", "FakeServer", "TcpFakeServer", "FakeConnection"];
    let is_fake =
        classes.contains(&name) || name.strip_suffix(".from_url").is_some_and(|class| classes.contains(&class));
    is_fake.then_some(("python/fakeredis", Kind::FakeService))
}

fn named(text: &str) -> Option<(&'static str, Kind)> {
    match text {
        "responses.activate" | "responses.mock" => Some(("python/responses", Kind::HttpIntercept)),
        "respx.mock" => Some(("python/respx", Kind::HttpIntercept)),
        "requests_mock.Mocker" | "requests_mock.mock" => Some(("python/requests-mock", Kind::HttpIntercept)),
        "freezegun.freeze_time" | "freezegun.api.freeze_time" | "pytest.mark.freeze_time" => {
            Some(("python/freezegun", Kind::Clock))
        }
        "httpretty.activate" | "httpretty.httprettified" | "httpretty.enabled" | "httpretty.httprettized" => {
            Some(("python/httpretty", Kind::HttpIntercept))
        }
        text => is_moto(text).then_some(("python/moto", Kind::FakeService)),
    }
}

fn based(text: &str) -> Option<(&'static str, Kind)> {
    let name = after(text, &["unittest.mock.", "mock."])?;
    MOCKS.contains(&name).then_some(("python/unittest-mock", Kind::HandwrittenDouble))
}

/// A fixture that acts by being asked for.
fn asked_for(tree: &Tree<'_>, scope: usize, parameter: &Parameter) -> Option<(&'static str, Kind)> {
    let name = parameter.name.as_str();
    let asking = &tree.scopes[scope];
    let parent = &tree.scopes[asking.parent];
    let collected = parent.kind != ScopeKind::Class || parent.name.contains("Test") || !parent.bases.is_empty();
    let is_test = asking.kind == ScopeKind::Function && asking.name.starts_with("test") && collected;
    if !(is_test || asking.kind == ScopeKind::Fixture) || tree.own_fixture(name, scope).is_some() {
        return None;
    }
    match name {
        "respx_mock" => Some(("python/respx", Kind::HttpIntercept)),
        "requests_mock" => Some(("python/requests-mock", Kind::HttpIntercept)),
        "freezer" => Some(("python/freezegun", Kind::Clock)),
        "time_machine" => Some(("python/time-machine", Kind::Clock)),
        _ => None,
    }
}
