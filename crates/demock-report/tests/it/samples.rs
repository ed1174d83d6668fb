//! The reports that every format is shown: a rich one, an empty one, one that policy does not mind, and a huge one.

use crate::builder::{Builder, Spec};
use demock_model::{
    Allowance, AllowanceSource, AllowanceState, BaselineEntry, Boundary, Confidence, Date, GateFailure, Kind,
    Loosening, Mode, ParseProblem, Priority, Severity, Skipped, Verdict,
};

const ORDERS: &str = "backend/tests/integration/test_orders.py";
const CONFTEST: &str = "backend/tests/conftest.py";
const FAKES: &str = "backend/tests/fakes.py";
const CHECKOUT: &str = "web/e2e/checkout.e2e-spec.ts";
const STORE: &str = "billing/internal/store/store_test.go";
const WEIRD: &str = "weird/a b's \"<\u{202e}/script>\".test.js";

const ORDERS_TEXT: &str = "\
import pytest\r
from unittest.mock import MagicMock, patch\r
\r
@pytest.mark.integration\r
def test_place(db):\r
\twith patch(\"app.store.session\") as session, patch(\"app.cache.client\"):\r
\t\tplace(session)\r
\r
def test_refund():\r
    gateway = MagicMock()\r
    refund(gateway)\r
\r
def test_clock():\r
    with freeze_time(\"2026-01-01\"):\r
        assert expired()\r
";

const CONFTEST_TEXT: &str = "\
import pytest

@pytest.fixture(autouse=True)
def cache(monkeypatch):
    monkeypatch.setattr(\"app.cache.client\", FakeRedis())
    monkeypatch.setenv(\"MODE\", \"test\")
";

const FAKES_TEXT: &str = "\
class FakeRedis:
    \"\"\"Real Redis, but in memory.\"\"\"
    def get(self, key): return self.data.get(key)

def test_nothing():
    pass
";

const CHECKOUT_TEXT: &str = "\
import { vi } from \"vitest\";
vi.mock(\"../src/payment\", () => ({
  charge: vi.fn(),
}));
const a = { aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: vi.fn() };
test(\"日本語 checkout\", async () => {});
";

const STORE_TEXT: &str = "\
package store

func TestStore(t *testing.T) {
\tdb, mock, err := sqlmock.New()
}
";

const WEIRD_TEXT: &str = "\
// שלום
jest.spyOn(window, \"fetch\"); // & `ticks` | pipes </script><script>alert(1)</script> \u{202e}evil
";

fn services(it: &mut Builder) {
    it.service("backend", Priority::Critical, Mode::NewOnly);
    it.service("billing", Priority::Medium, Mode::Observe);
    it.service("web", Priority::High, Mode::Enforce);
    it.service("we<i>rd|svc", Priority::Low, Mode::NewOnly);
}

fn files(it: &mut Builder) {
    it.file(CONFTEST, "backend", &[], CONFTEST_TEXT);
    it.file(FAKES, "backend", &[("test_nothing", "unclaimed")], FAKES_TEXT);
    let orders = [
        ("test_place", "integration"),
        ("test_refund", "integration"),
        ("test_clock", "integration"),
        ("test_real", "integration"),
    ];
    it.file(ORDERS, "backend", &orders, ORDERS_TEXT);
    it.file(
        "backend/tests/unit/test_sum.py",
        "backend",
        &[("TestSum::test_sum", "unit")],
        "def test_sum(): m = Mock()\n",
    );
    it.file(STORE, "billing", &[("TestStore", "unclaimed")], STORE_TEXT);
    it.file(CHECKOUT, "web", &[("日本語 checkout", "e2e"), ("pays", "mission-critical")], CHECKOUT_TEXT);
    it.file(WEIRD, "we<i>rd|svc", &[("says `\"<b>\"` | & more", "integration")], WEIRD_TEXT);
}

const PLACE: &str = "backend/tests/integration/test_orders.py::test_place";
const REFUND: &str = "backend/tests/integration/test_orders.py::test_refund";
const CLOCK: &str = "backend/tests/integration/test_orders.py::test_clock";

fn conftest(it: &mut Builder) {
    it.find(&Spec {
        path: CONFTEST,
        line: 5,
        text: "monkeypatch.setattr(\"app.cache.client\", FakeRedis())",
        rule: "pytest/monkeypatch",
        framework: "pytest",
        kind: Kind::Monkeypatch,
        boundary: Boundary::Cache,
        target: Some("app.cache.client"),
        scope: "cache",
        confidence: Confidence::Likely,
        reasons: &["`app.cache.client` is bound to `redis.Redis` by `app/cache.py`", "the fixture is autouse"],
        tests: &[PLACE, REFUND, CLOCK],
        replacement: "the lease's own Redis at `REDIS_URL`",
        owners: &["@acme/backend"],
        ..Spec::default()
    });
    it.find(&Spec {
        path: CONFTEST,
        line: 6,
        text: "monkeypatch.setenv(\"MODE\", \"test\")",
        rule: "pytest/monkeypatch-env",
        framework: "pytest",
        kind: Kind::Env,
        boundary: Boundary::Env,
        scope: "cache",
        severity: Severity::Info,
        replacement: "hand the setting in as an argument",
        owners: &["@acme/backend"],
        ..Spec::default()
    });
}

fn fakes(it: &mut Builder) {
    it.find(&Spec {
        path: FAKES,
        line: 1,
        text: "class FakeRedis:",
        rule: "python/handwritten-double",
        framework: "hand-written",
        kind: Kind::HandwrittenDouble,
        boundary: Boundary::Cache,
        scope: "FakeRedis",
        tier: "unclaimed",
        severity: Severity::Warning,
        confidence: Confidence::Possible,
        reasons: &["named `Fake…`, only used by tests"],
        claim: Some("Real Redis, but in memory."),
        tests: &[PLACE],
        replacement: "the lease's own Redis at `REDIS_URL`",
        ..Spec::default()
    });
    it.find(&Spec {
        path: FAKES,
        line: 5,
        text: "def test_nothing():",
        rule: "python/hollow-test",
        framework: "pytest",
        kind: Kind::HollowTest,
        boundary: Boundary::Unknown,
        scope: "test_nothing",
        tier: "unclaimed",
        severity: Severity::Warning,
        reasons: &["no assertion is reached"],
        tests: &["backend/tests/fakes.py::test_nothing"],
        replacement: "assert something, or delete it",
        ..Spec::default()
    });
}

fn orders(it: &mut Builder) {
    it.find(&Spec {
        path: ORDERS,
        line: 6,
        text: "patch(\"app.store.session\")",
        target: Some("app.store.session"),
        scope: "test_place",
        tests: &[PLACE],
        ..Spec::default()
    });
    it.find(&Spec {
        path: ORDERS,
        line: 6,
        text: "patch(\"app.cache.client\")",
        boundary: Boundary::Cache,
        target: Some("app.cache.client"),
        scope: "test_place",
        tests: &[PLACE],
        replacement: "the lease's own Redis at `REDIS_URL`",
        ..Spec::default()
    });
    it.find(&Spec {
        path: ORDERS,
        line: 10,
        text: "MagicMock()",
        kind: Kind::MockObject,
        also: &[Kind::ManualPatch],
        boundary: Boundary::Unknown,
        scope: "test_refund",
        tests: &[REFUND],
        replacement: "",
        ..Spec::default()
    });
    it.find(&Spec {
        path: ORDERS,
        line: 14,
        text: "freeze_time(\"2026-01-01\")",
        rule: "python/freezegun",
        framework: "freezegun",
        kind: Kind::Clock,
        boundary: Boundary::Clock,
        scope: "test_clock",
        tests: &[CLOCK],
        replacement: "hand `now` in as an argument",
        allowance: Some(0),
        ..Spec::default()
    });
    it.find(&Spec {
        path: "backend/tests/unit/test_sum.py",
        line: 1,
        text: "Mock()",
        kind: Kind::MockObject,
        boundary: Boundary::OwnCode,
        target: Some("app.sums"),
        scope: "TestSum::test_sum",
        tier: "unit",
        severity: Severity::Info,
        tests: &["backend/tests/unit/test_sum.py::TestSum::test_sum"],
        replacement: "the real object",
        ..Spec::default()
    });
}

fn others(it: &mut Builder) {
    it.find(&Spec {
        path: STORE,
        line: 4,
        text: "sqlmock.New()",
        rule: "go/sqlmock",
        framework: "sqlmock",
        kind: Kind::FakeService,
        scope: "TestStore",
        tier: "unclaimed",
        severity: Severity::Info,
        tests: &["billing/internal/store/store_test.go::TestStore"],
        ..Spec::default()
    });
    let (checkout, pays) = ("web/e2e/checkout.e2e-spec.ts::日本語 checkout", "web/e2e/checkout.e2e-spec.ts::pays");
    it.find(&Spec {
        path: CHECKOUT,
        line: 2,
        text: "vi.mock(\"../src/payment\", () => ({",
        further_lines: 2,
        rule: "js/vitest-mock",
        framework: "vitest",
        kind: Kind::ModuleMock,
        boundary: Boundary::OwnService,
        target: Some("../src/payment"),
        tier: "e2e",
        tests: &[checkout, pays],
        replacement: "the service `payment` at `PAYMENT_URL`",
        owners: &["@acme/web", "@ada"],
        ..Spec::default()
    });
    for (line, text) in [(3, "vi.fn()"), (5, "vi.fn()")] {
        it.find(&Spec {
            path: CHECKOUT,
            line,
            text,
            rule: "js/vitest-fn",
            framework: "vitest",
            kind: Kind::MockObject,
            boundary: Boundary::Unknown,
            tier: "e2e",
            tests: &[checkout],
            replacement: "the real object",
            owners: &["@acme/web", "@ada"],
            ..Spec::default()
        });
    }
    it.find(&Spec {
        path: WEIRD,
        line: 2,
        text: "jest.spyOn(window, \"fetch\")",
        rule: "js/jest-spy",
        framework: "jest",
        kind: Kind::Spy,
        boundary: Boundary::Http,
        target: Some("window.`fetch`|<b>\u{202e}"),
        severity: Severity::Warning,
        reasons: &["`fetch` & <others>, 100% sure"],
        tests: &["weird/a b's \"<\u{202e}/script>\".test.js::says `\"<b>\"` | & more"],
        replacement: "a recording of the provider that is checked against it, or its sandbox",
        ..Spec::default()
    });
}

/// Several languages, tiers, allowances in every state, problems, and characters that break careless formats.
pub(crate) fn rich() -> Builder {
    let mut it = Builder::new("./mono \"repo\"");
    services(&mut it);
    files(&mut it);
    conftest(&mut it);
    fakes(&mut it);
    orders(&mut it);
    others(&mut it);
    let config = |line| AllowanceSource::Config { path: "demock.toml".into(), line };
    let allowance = |source, state, reason: &str, until, covered| Allowance {
        rule: "python/*".into(),
        reason: reason.into(),
        until,
        source,
        state,
        covered,
    };
    it.allow(allowance(
        config(12),
        AllowanceState::Used,
        "a leap second cannot be waited for",
        Date::new(2027, 3, 1),
        1,
    ));
    it.allow(allowance(config(17), AllowanceState::Expired, "until the sandbox is up", Date::new(2026, 11, 22), 0));
    it.allow(allowance(config(22), AllowanceState::Unused, "no longer", None, 0));
    let inline = AllowanceSource::Inline { path: ORDERS.into(), line: 9 };
    it.allow(allowance(inline, AllowanceState::Refused, "", None, 0));
    it.report.parse_errors.push(ParseProblem { path: STORE.into(), line: 3, message: "`{` is never closed".into() });
    for (path, reason) in [("backend/tests/data.bin", "not text"), ("vendor", "excluded by demock.toml; 12 tests")] {
        it.report.skipped.push(Skipped { path: path.into(), reason: reason.into() });
    }
    it
}

/// No finding; two tests.
pub(crate) fn clean() -> Builder {
    let mut it = Builder::new(".");
    it.service("root", Priority::Medium, Mode::NewOnly);
    it.file(
        "tests/integration/test_a.py",
        "root",
        &[("test_a", "integration"), ("test_b", "integration")],
        "def test_a(): ...\n",
    );
    it
}

/// Doubles that policy does not mind: nothing claims to be real.
pub(crate) fn unclaimed() -> Builder {
    let mut it = Builder::new(".");
    it.service("root", Priority::Medium, Mode::NewOnly);
    it.file("tests/test_a.py", "root", &[("test_a", "unclaimed"), ("test_b", "unclaimed")], "m = Mock()\nn = Mock()\n");
    for line in [1, 2] {
        it.find(&Spec {
            path: "tests/test_a.py",
            line,
            text: "Mock()",
            kind: Kind::MockObject,
            boundary: Boundary::Unknown,
            tier: "unclaimed",
            severity: Severity::Info,
            tests: if line == 1 { &["tests/test_a.py::test_a"] } else { &[] },
            replacement: "the real object",
            ..Spec::default()
        });
    }
    it
}

/// As many findings as asked for, a hundred a file, every third an error.
pub(crate) fn huge(findings: usize) -> Builder {
    let mut it = Builder::new(".");
    it.service("root", Priority::Medium, Mode::NewOnly);
    let text = "        session = patch(\"app.store.session\")\n".repeat(100);
    for file in 0..findings.div_ceil(100) {
        let path = format!("tests/integration/area_{:02}/test_{file:05}.py", file % 40);
        let name = format!("test_{file}");
        it.file(&path, "root", &[(&name, "integration")], &text);
        for at in 0..100.min(findings - file * 100) {
            it.find(&Spec {
                path: &path,
                line: at as u32 + 1,
                text: "patch(\"app.store.session\")",
                target: Some("app.store.session"),
                scope: &format!("test_{file}::case_{at}"),
                severity: [Severity::Error, Severity::Warning, Severity::Info][at % 3],
                tests: &[&format!("{path}::{name}")],
                ..Spec::default()
            });
        }
    }
    it
}

fn entry(path: &str, kind: Kind, boundary: Boundary, target: &str) -> BaselineEntry {
    BaselineEntry { path: path.into(), scope: "test_gone".into(), kind, boundary, target: target.into(), occurrence: 0 }
}

/// A verdict over [`rich`] with every reason to fail and every notice.
pub(crate) fn failing() -> Verdict {
    Verdict {
        failures: vec![
            GateFailure::New(vec![4, 6]),
            GateFailure::Expired(vec![1]),
            GateFailure::Refused(vec![3]),
            GateFailure::Loosened(vec![
                Loosening {
                    path: "demock.toml".into(),
                    line: 9,
                    what: "`may_replace` of integration gains `cache`".into(),
                },
                Loosening { path: "demock-baseline/backend.txt".into(), line: 0, what: "a line was added".into() },
            ]),
            GateFailure::Stale(vec![entry(ORDERS, Kind::Patch, Boundary::Queue, "app.queue")]),
            GateFailure::NoTests,
            GateFailure::FewerTests { seen: 11, recorded: 420 },
        ],
        removed: vec![entry(ORDERS, Kind::MockObject, Boundary::Unknown, "")],
        newer_rules: vec![10],
        new_warnings: None,
        forgiven: 4,
        unused_allowances: vec![2],
        notices: vec!["today is 2026-11-23, from `--today`".to_owned()],
    }
}

/// A verdict that passes.
pub(crate) fn passing() -> Verdict {
    Verdict { forgiven: 4, ..Verdict::default() }
}
