//! What a double replaces, by the name of the replaced thing (`docs/sites.md` §4).
//!
//! Invariants: the longest known beginning of a name decides; a name is compared whole segment by whole segment, so that
//! `timeout` is not `time`. Words of a name are evidence of a lower rank (`words`) and are asked last.
//! Absent on purpose: what a name of the project stands for (`project`).

mod csharp;
pub(crate) mod functions;
mod go;
pub(crate) mod hosts;
pub(crate) mod idioms;
mod javascript;
mod jvm;
mod php;
pub(crate) mod plain;
mod python;
pub(crate) mod rails;
mod ruby;
mod rust;
pub(crate) mod terminal;
pub(crate) mod words;

use demock_model::{Boundary, Kind, Language};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Names of one boundary.
type Known = (Boundary, &'static [&'static str]);

/// The tables of a language family, made ready to be asked.
struct Tables {
    libraries: FxHashMap<&'static str, Boundary>,
    globals: FxHashMap<&'static str, Boundary>,
    /// First names of the globals.
    global_heads: FxHashSet<&'static str>,
}

impl Tables {
    fn new(libraries: &[Known], globals: &[Known]) -> Self {
        let map = |table: &[Known]| {
            table.iter().flat_map(|(boundary, names)| names.iter().map(|name| (*name, *boundary))).collect()
        };
        let names = globals.iter().flat_map(|(_, names)| names.iter());
        let global_heads = names.map(|name| &name[..name.find('.').unwrap_or(name.len())]).collect();
        Self { libraries: map(libraries), globals: map(globals), global_heads }
    }
}

fn tables(language: Language) -> &'static Tables {
    static TABLES: LazyLock<[Tables; 8]> = LazyLock::new(|| {
        [
            Tables::new(python::LIBRARIES, python::GLOBALS),
            Tables::new(javascript::LIBRARIES, javascript::GLOBALS),
            Tables::new(go::LIBRARIES, go::GLOBALS),
            Tables::new(jvm::LIBRARIES, jvm::GLOBALS),
            Tables::new(ruby::LIBRARIES, ruby::GLOBALS),
            Tables::new(php::LIBRARIES, php::GLOBALS),
            Tables::new(rust::LIBRARIES, rust::GLOBALS),
            Tables::new(csharp::LIBRARIES, csharp::GLOBALS),
        ]
    });
    let index = match language {
        Language::Python => 0,
        Language::JavaScript | Language::TypeScript => 1,
        Language::Go => 2,
        Language::Java | Language::Kotlin => 3,
        Language::Ruby => 4,
        Language::Php => 5,
        Language::Rust => 6,
        Language::CSharp => 7,
    };
    &TABLES[index]
}

/// The name of the tables by which a resolved name is known: their longest beginning of it.
pub(crate) fn entry(language: Language, name: &str) -> Option<&'static str> {
    let tables = tables(language);
    longest_entry(&tables.libraries, name).or_else(|| longest_entry(&tables.globals, name)).map(|(entry, _)| entry)
}

/// The boundary of a name that an import, or the text that a patcher is given, binds to a library.
pub(crate) fn of_library(language: Language, name: &str) -> Option<Boundary> {
    longest(&tables(language).libraries, name)
        .or_else(|| of_node_module(language, name))
        .or_else(|| of_go_client(language, name))
        .or_else(|| of_script_client(language, name))
        .or_else(|| of_cloud_crate(language, name))
        .or_else(|| of_page_package(language, name))
}

/// A package of JavaScript's that is called after what pages are made with, and that no table knows: `react-timeago`, `use-sound`.
fn of_page_package(language: Language, name: &str) -> Option<Boundary> {
    const FRAMES: &[&str] = &["react-", "use-", "vue-", "ngx-", "svelte-"];
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    // What a device has is reached through the packages of React Native.
    let is_frame = is_ours && !name.starts_with("react-native") && FRAMES.iter().any(|frame| name.starts_with(frame));
    is_frame.then_some(Boundary::OwnCode)
}

/// A crate of a cloud's own kit, which has one for each of its services: `aws_sdk_comprehend`.
fn of_cloud_crate(language: Language, name: &str) -> Option<Boundary> {
    const KITS: &[&str] = &["aws_sdk_", "rusoto_", "google_cloud_", "gcloud_", "azure_mgmt_", "azure_svc_"];
    let package = name.split('.').next().filter(|_| language == Language::Rust)?;
    KITS.iter().any(|kit| package.starts_with(kit)).then_some(Boundary::Http)
}

/// A module of Node's own library by its full name: `node:child_process`.
fn of_node_module(language: Language, name: &str) -> Option<Boundary> {
    let is_script = matches!(language, Language::JavaScript | Language::TypeScript);
    let module = name.strip_prefix("node:").filter(|_| is_script)?;
    longest(&tables(language).libraries, module)
}

/// A package of JavaScript's or Python's that is called after the service whose client it is: `acme-sdk`,
/// `@acme/billing-client`, `acme_api_client`.
fn of_script_client(language: Language, name: &str) -> Option<Boundary> {
    const ENDINGS: &[&str] =
        &["-sdk", "_sdk", "-client", "_client", "-node-api", "-rest-api", "-api-node", "_rest_api"];
    let package = match language {
        Language::JavaScript | Language::TypeScript if !name.starts_with(['.', '/', '~', '#']) => {
            let package = name.strip_prefix('@').map_or(name, |scoped| scoped.split_once('/').map_or("", |(_, it)| it));
            package.split(['/', '.']).next()?
        }
        Language::Python => name.split('.').next()?,
        Language::JavaScript
        | Language::TypeScript
        | Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Ruby
        | Language::Php
        | Language::Rust
        | Language::CSharp => return None,
    };
    ENDINGS.iter().any(|ending| package.ends_with(ending)).then_some(Boundary::Http)
}

/// A Go module that is called after the service whose client it is: `github.com/acme/cloud-go`, `…/acme-sdk`.
fn of_go_client(language: Language, name: &str) -> Option<Boundary> {
    let mut segments = name.split('/').filter(|_| language == Language::Go);
    let host = segments.next().filter(|host| host.contains('.'));
    // Whose module it is says nothing of it: `github.com/uber-go/tally`.
    let is_owned =
        host.is_some_and(|host| matches!(host, "github.com" | "gitlab.com" | "bitbucket.org" | "codeberg.org"));
    let is_client = |segment: &str| {
        let mut words = segment.split(['-', '_', '.']);
        segment.ends_with("-go") || words.any(|word| matches!(word, "sdk" | "client"))
    };
    let mut named = segments.skip(usize::from(is_owned)).take(if is_owned { 1 } else { 2 });
    (host.is_some() && named.any(is_client)).then_some(Boundary::Http)
}

/// The boundary of a name that needs no import.
pub(crate) fn of_global(language: Language, name: &str) -> Option<Boundary> {
    let name = match language {
        Language::JavaScript | Language::TypeScript => {
            let rest = ["globalThis.", "global.", "window.", "self."].iter().find_map(|head| name.strip_prefix(head));
            rest.unwrap_or(name)
        }
        Language::Python
        | Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Rust
        | Language::Ruby
        | Language::CSharp
        | Language::Php => name,
    };
    longest(&tables(language).globals, name)
}

/// Whether a global's name may begin with a name.
pub(crate) fn is_global_head(language: Language, name: &str) -> bool {
    tables(language).global_heads.contains(name)
}

/// Whether the tables know the module or class that a resolved name begins with.
pub(crate) fn is_known_head(language: Language, name: &str) -> bool {
    of_library(language, name).is_some()
}

/// Whether the names of doubles, of functions and of folders are read for what they tell, as scripts are written.
pub(crate) const fn is_script(language: Language) -> bool {
    matches!(language, Language::Python | Language::JavaScript | Language::TypeScript)
}

/// Whether a boundary lies outside the program and its machine.
pub(crate) const fn is_outside(boundary: Boundary) -> bool {
    match boundary {
        Boundary::Database
        | Boundary::Cache
        | Boundary::Http
        | Boundary::Llm
        | Boundary::Websocket
        | Boundary::Queue
        | Boundary::OwnService => true,
        Boundary::Clock
        | Boundary::Random
        | Boundary::Filesystem
        | Boundary::Process
        | Boundary::Env
        | Boundary::OwnCode
        | Boundary::Unknown => false,
    }
}

/// Whether a library's name is of what requests that come in are answered with: who uses it goes nowhere by that.
pub(crate) fn is_incoming(language: Language, name: &str) -> bool {
    matches!(language, Language::Java | Language::Kotlin) && jvm::is_incoming(name)
}

/// What a kind of site replaces where nothing else says.
pub(crate) const fn of_kind(kind: Kind) -> Option<Boundary> {
    match kind {
        Kind::Clock => Some(Boundary::Clock),
        Kind::HttpIntercept | Kind::HttpRoute | Kind::LocalServer => Some(Boundary::Http),
        Kind::Env => Some(Boundary::Env),
        Kind::ProcessState => Some(Boundary::Process),
        Kind::AuthBypass => Some(Boundary::OwnCode),
        Kind::InMemorySubstitute => Some(Boundary::Database),
        Kind::MockObject
        | Kind::Patch
        | Kind::Monkeypatch
        | Kind::ManualPatch
        | Kind::Spy
        | Kind::ModuleMock
        | Kind::FakeService
        | Kind::HandwrittenDouble
        | Kind::DoubleUse
        | Kind::FallbackMock
        | Kind::HollowTest => None,
    }
}

/// What the entry says that is the longest beginning of a name.
fn longest(table: &FxHashMap<&'static str, Boundary>, name: &str) -> Option<Boundary> {
    longest_entry(table, name).map(|(_, boundary)| boundary)
}

/// The entry that is the longest beginning of a name; calls' parentheses are skipped.
fn longest_entry(table: &FxHashMap<&'static str, Boundary>, name: &str) -> Option<(&'static str, Boundary)> {
    let plain;
    let mut rest = if name.contains('(') {
        plain = name.replace("()", "");
        plain.as_str()
    } else {
        name
    };
    loop {
        if let Some((entry, boundary)) = table.get_key_value(rest) {
            return Some((entry, *boundary));
        }
        rest = &rest[..rest.rfind(['.', '/', '('])?];
    }
}

#[cfg(test)]
mod tests;
