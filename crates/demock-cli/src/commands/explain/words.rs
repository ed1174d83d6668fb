//! The words of the vocabulary: kinds, groups, boundaries, tiers. What counts as a site is said in `docs/sites.md`.

use demock_config::{BoundarySet, DefaultTier, Tier, UNCLAIMED};
use demock_model::{Boundary, Group, Kind};

/// The tiers that every project has.
pub(super) const TIERS: &[&str] = &["unit", "integration", "e2e", UNCLAIMED];

pub(super) fn kind(kind: Kind) -> String {
    let what = match kind {
        Kind::MockObject => "a double comes into being: `Mock()`, `jest.fn()`, `mock(Foo.class)`, `NewMockStore(ctrl)`",
        Kind::Patch => {
            "a name is replaced through a patching library: `patch(\"app.store.get\")`, `sinon.stub(obj, \"m\")`"
        }
        Kind::Monkeypatch => "pytest's `monkeypatch` replaces or removes an attribute or item",
        Kind::ManualPatch => "an attribute of an existing object is assigned over: `globalThis.fetch = fake`",
        Kind::Spy => {
            "a real thing is wrapped so that its calls are recorded; `stubbed` where its answer is scripted as well"
        }
        Kind::ModuleMock => "a whole module is replaced: `vi.mock(\"./store\")`, `proxyquire(…)`",
        Kind::HttpIntercept => {
            "HTTP is answered inside the process: `responses.activate`, `respx.mock`, a replayed recording"
        }
        Kind::HttpRoute => "one scripted answer of an interceptor: `responses.add`, `nock(host).get(path)`",
        Kind::Clock => "time is faked: `freeze_time`, `jest.useFakeTimers`",
        Kind::FakeService => "a library's fake of an external service: `fakeredis`, `mock_aws`, `sqlmock`",
        Kind::HandwrittenDouble => "a class, function or object whose only purpose is to stand in for something real",
        Kind::DoubleUse => "an instance of a hand-written double that another file defines",
        Kind::InMemorySubstitute => {
            "an in-memory engine where production runs another one: SQLite for Postgres, H2 for Oracle"
        }
        Kind::FallbackMock => {
            "a double chosen behind `except ImportError`, an environment flag, or \"service not there\""
        }
        Kind::AuthBypass => "authentication switched off or forged: verification off, an overridden current user",
        Kind::HollowTest => "a test that proves nothing: no assertion reached, commented out, always skipped",
        Kind::Env => "an environment variable set by a test; worth knowing, neither gates nor taints",
        Kind::ProcessState => {
            "the working folder or import path changed by a test; worth knowing, neither gates nor taints"
        }
        Kind::LocalServer => "a real listener on a local port; worth knowing, neither gates nor taints",
    };
    format!("{kind}: a kind of site, of the group {}\n\n{what}\n", kind.group())
}

pub(super) fn group(group: Group) -> String {
    let what = match group {
        Group::Explicit => "library doubles and patches that a reader sees at once",
        Group::Disguised => {
            "doubles that hide: hand-written fakes, in-memory substitutes, fallbacks, bypassed authentication"
        }
        Group::Hollow => "tests that prove nothing",
        Group::Aside => "things worth knowing that neither gate nor taint a test",
    };
    let kinds: Vec<&str> = Kind::ALL.iter().filter(|kind| kind.group() == group).map(|kind| kind.as_str()).collect();
    format!("{group}: a group of kinds\n\n{what}\n\nkinds: {}\n", kinds.join(", "))
}

pub(super) fn boundary(boundary: Boundary) -> String {
    let (what, instead) = match boundary {
        Boundary::Database => {
            ("a database engine or its client", "a real engine of the kind that production runs, one database a test")
        }
        Boundary::Cache => {
            ("a cache such as Redis, or a thin client of one", "a real cache server, one key space a test")
        }
        Boundary::Http => (
            "a host or client outside the project",
            "the provider's sandbox, or a recording that is checked against the real one",
        ),
        Boundary::Llm => {
            ("a language-model provider", "a small real model, or a recording that is checked against the real one")
        }
        Boundary::Websocket => ("a WebSocket peer", "a real client on the real server"),
        Boundary::Queue => ("a broker or queue", "a real broker, one topic a test"),
        Boundary::OwnService => ("another service of this project", "the service itself, called over its own protocol"),
        Boundary::Clock => ("the clock", "real, short durations, or a clock that the code is given"),
        Boundary::Random => ("randomness and generated ids", "a seed that the code is given"),
        Boundary::Filesystem => ("files and folders", "a real temporary folder"),
        Boundary::Process => {
            ("processes, signals, standard streams, loggers", "the real program, or the captured stream")
        }
        Boundary::Env => ("environment variables", "a process started with the variables that it should see"),
        Boundary::OwnCode => ("the project's own code", "the real code; what makes that hard belongs at the edge"),
        Boundary::Unknown => {
            ("no trace of what it stands for", "a specification that says what it is, then the real thing")
        }
    };
    let tiers: Vec<&str> =
        DefaultTier::all().iter().filter(|tier| !tier.may_replace.contains(boundary)).map(|tier| tier.name).collect();
    let held = if tiers.is_empty() { "no tier".to_owned() } else { tiers.join(", ") };
    format!(
        "{boundary}: what a double replaces\n\n{what}\n\nuse instead: {instead}\nnot free to replace by default in: {held}\n"
    )
}

/// A tier that every project has, by the default policy.
pub(super) fn built_in_tier(name: &str) -> Option<String> {
    let tier = DefaultTier::all().into_iter().find(|tier| tier.name == name)?;
    let claimed = match name {
        "unit" => "a folder, marker or tag named `unit`; `src/` of a Cargo package",
        "integration" => {
            "a folder, marker, tag or build constraint named `integration`; `*IT.java`; `tests/` of a Cargo package"
        }
        "e2e" => {
            "a folder, marker, tag or build constraint named `e2e` or `end-to-end`; `*.e2e-spec.ts`; Cypress folders"
        }
        _ => "nothing: no folder, marker or configuration says what these tests are",
    };
    Some(tier_text(name, claimed, tier.may_replace, tier.warn))
}

/// A tier of a configuration.
pub(super) fn tier(tier: &Tier) -> String {
    let claimed = format!("the configuration, a folder named `{0}`, or a marker of it", tier.name);
    tier_text(&tier.name, &claimed, tier.may_replace, tier.warn)
}

fn tier_text(name: &str, claimed: &str, may_replace: BoundarySet, warn: BoundarySet) -> String {
    let names = |set: BoundarySet| {
        let names: Vec<&str> = set.iter().map(Boundary::as_str).collect();
        match names.len() {
            0 => "nothing".to_owned(),
            all if all == Boundary::ALL.len() => "everything".to_owned(),
            _ => names.join(", "),
        }
    };
    let forbidden = BoundarySet::ALL.without(may_replace).without(warn);
    format!(
        "{name}: a tier, what a test claims to be\n\nclaimed by: {claimed}\nmay replace: {}\nwarned about: {}\n\
         must not replace: {}\n\nchange it under [tier.{name}] in demock.toml\n",
        names(may_replace),
        names(warn),
        names(forbidden)
    )
}
