//! What a double of Go's stands for: which client of the product has its methods, or whose types it takes and gives. A type need
//! not say which interface it implements, and an interface says not what is behind it.
//!
//! Invariants: of the product, types that stand beside a client of something outside are known by their methods
//! (`engine::replacers`); a method that many things have tells nothing by itself.
//! Absent on purpose: embedded interfaces, and methods that stand in another file than their type.

use super::implementers::stands_in;
use super::module::What;
use super::python::first_name;
use super::tree::{FileId, folder_of};
use super::{Project, Resolution, defined_name};
use crate::boundary;
use crate::disguise::is_idle_and_handed;
use crate::facts::NameHash;
use crate::language::go::checks;
use crate::language::go::signature::{self, Method};
use crate::language::is_word;
use crate::site::{FileScan, Site, Target, TargetOrigin};
use demock_model::{Boundary, Confidence, Kind, Language};
use std::sync::Arc;

/// Types of the product that have a method: of more of them it tells nothing.
const CLIENTS_MAX: usize = 256;
/// Bytes of an interface that are read.
const INTERFACE_BYTES_MAX: u32 = 16 << 10;
/// Methods of a type that are looked at.
const METHODS_MAX: usize = 64;
/// No type is called so: a client of Go's is handed on by no interface's name.
pub(super) const NO_INTERFACE: &str = "\u{0}";

/// Methods that anything may have.
#[rustfmt::skip]
const GENERAL: &[&str] = &[
    "Close", "String", "Error", "Name", "Run", "Start", "Stop", "Init", "Get", "Set", "Do", "Handle", "Process", "Execute", "Reset", "Len", "Write",
    "Read", "ServeHTTP", "Validate", "Type", "ID", "Config", "Log", "Flush", "Update", "Next", "Value", "Check", "Call", "Add", "Apply", "Wait",
    "Register", "Setup", "Shutdown", "Build", "Load", "Create", "Delete", "List", "Info", "Status", "Render", "Parse", "Unwrap", "Equal", "Enabled",
];

/// What a method of a type is, as far as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    shape: String,
    types: String,
}

impl From<Method<'_>> for Known {
    fn from(method: Method<'_>) -> Self {
        Self { shape: method.shape, types: method.types.to_owned() }
    }
}

impl Project<'_> {
    /// What a double of Go's, of which nothing else tells, stands for by its methods, or by the interface that it is checked against.
    pub(super) fn by_methods(&self, path: &str, language: Language, site: &Site) -> Option<Resolution> {
        let Some((file, methods)) = self.telling(path, language, site) else {
            return self.by_check(path, language, site);
        };
        if let Some(known) = self.by_clients(&methods) {
            return Some(known);
        }
        if let Some(boundary) = self.by_types(file, &methods) {
            return Some(Resolution { boundary, reason: Some("by the types that its methods take and give".into()) });
        }
        self.by_check(path, language, site)
    }

    /// What the interface stands for that a double is checked against: an own one, of which no client is known, is own code.
    fn by_check(&self, path: &str, language: Language, site: &Site) -> Option<Resolution> {
        let is_double = language == Language::Go && site.kind == Kind::HandwrittenDouble;
        let (file, name) = (self.tree.file(path).filter(|_| is_double)?, defined_name(site)?);
        let text = self.store.text(path)?;
        let (_, checked) = checks::of_file(&text).into_iter().find(|(checked, _)| *checked == name.as_bytes())?;
        let checked = std::str::from_utf8(checked.of(&text)).ok()?;
        let found = match checked.split_once('.') {
            None => Resolution { boundary: Boundary::OwnCode, reason: None },
            Some((package, interface)) => {
                let module = self.module(file);
                let Some(What::Alias(import, _)) = module.export(package) else { return None };
                let target = Target { name: format!("{import}.{interface}").into(), origin: TargetOrigin::Import };
                self.of_target(path, language, site.kind, &target)
            }
        };
        let reason = format!("it is checked against `{checked}`");
        (found.boundary != Boundary::Unknown).then(|| Resolution { reason: Some(reason.into()), ..found })
    }

    /// The methods of a double, or of what it is named after, with the file that has them.
    fn telling(&self, path: &str, language: Language, site: &Site) -> Option<(FileId, Vec<Known>)> {
        let is_double = matches!(site.kind, Kind::HandwrittenDouble | Kind::MockObject);
        let file = self.tree.file(path).filter(|_| language == Language::Go && is_double)?;
        let own = (site.kind == Kind::HandwrittenDouble).then(|| self.double_defined(file, site)).flatten();
        let (file, methods) = own.or_else(|| self.doubled(file, site.target.as_ref()?))?;
        // What requests that come in are answered with goes nowhere.
        let is_answer = |known: &Known| matches!(&*known.shape, "WriteHeader/1/0" | "ServeHTTP/2/0");
        (!methods.iter().any(is_answer)).then_some((file, methods))
    }

    /// What a client of the product that has some methods stands for, and which it is.
    fn by_clients(&self, methods: &[Known]) -> Option<Resolution> {
        let clients = self.with_methods(methods);
        let boundary = self.of_implementers(Language::Go, NO_INTERFACE, &[], clients.clone(), 0)?;
        let (at, name) = clients.iter().find(|(_, name)| !stands_in(name))?;
        let reason =
            format!("{} defines `{name}`, which has its methods and goes to nothing else", self.tree.path(*at));
        Some(Resolution { boundary, reason: Some(reason.into()) })
    }

    /// Makes a type surer that does nothing, is handed on and has all methods of a client of the product: its place is that one's,
    /// whatever it is called.
    pub(crate) fn weigh_methods(&self, path: &str, language: Language, site: &mut Site) {
        let is_open = site.kind == Kind::HandwrittenDouble && site.confidence == Confidence::Possible;
        if !is_open || language != Language::Go || !is_idle_and_handed(&site.reasons) {
            return;
        }
        let Some((_, methods)) = self.tree.file(path).and_then(|file| self.double_defined(file, site)) else { return };
        // Of a method that no client has, nothing tells.
        let is_had = |known: &Known| !self.implemented.named(&self.tree, &known.shape, implemented).is_empty();
        if !methods.iter().all(is_had) {
            return;
        }
        let Some(reason) = self.by_clients(&methods).and_then(|known| known.reason) else { return };
        site.confidence = Confidence::Likely;
        if !site.reasons.contains(&reason) {
            site.reasons.push(reason);
        }
    }

    /// What a type of product code stands for that another does for real, as [`Project::stand_in`].
    pub(super) fn stand_in_by_methods(&self, file: FileId, class: &str) -> Option<(Boundary, bool)> {
        let is_maker = matches!(self.module(file).export(class), Some(What::Function));
        let class = class.strip_prefix("New").filter(|_| is_maker).unwrap_or(class);
        let methods = self.methods_of(file, NameHash::of(class.as_bytes()));
        let mut clients = self.with_methods(&methods);
        clients.retain(|(_, name)| **name != *class && !stands_in(name));
        if methods.len() < 2 || clients.is_empty() {
            return None;
        }
        let boundary = self.of_implementers(Language::Go, NO_INTERFACE, &[], clients, 0);
        Some((boundary.unwrap_or(Boundary::OwnCode), true))
    }

    /// The methods of the double that a site defines: of the first type that the file declares where all of it is generated.
    fn double_defined(&self, file: FileId, site: &Site) -> Option<(FileId, Vec<Known>)> {
        let module = self.module(file);
        let class = match defined_name(site) {
            Some(name) => NameHash::of(name.as_bytes()),
            None => module.classes().min_by_key(|class| class.start)?.class,
        };
        let methods = self.methods_of(file, class);
        if !methods.is_empty() {
            return Some((file, methods));
        }
        // A type that is a function or a map has no scope of its own: it is known by its first method.
        let methods = self.methods_of(file, module.owner_of(class)?);
        (!methods.is_empty()).then_some((file, methods))
    }

    /// The methods of what a double is named after: those of the interface, or of the type that is generated from it, in the package
    /// of the file or one that it imports.
    fn doubled(&self, file: FileId, target: &Target) -> Option<(FileId, Vec<Known>)> {
        let last = target.name.rsplit(['.', '/']).next()?;
        let package = target.name.strip_suffix(last).and_then(|rest| rest.strip_suffix('.'));
        let module = self.module(file);
        let own = folder_of(self.tree.path(file)).to_owned();
        let named = package.into_iter().chain(module.imports());
        let folders = std::iter::once(own).chain(named.filter_map(|text| self.go_folder(text)));
        let spelled = [last.to_owned(), format!("Mock{last}"), format!("{last}Mock"), format!("Fake{last}")];
        folders.take(CLIENTS_MAX).find_map(|folder| {
            let files = self.tree.directly_in(&folder).filter(|file| self.tree.language(*file) == Language::Go);
            files.into_iter().find_map(|file| {
                let module = self.module(file);
                let mut defined = spelled.iter().filter(|name| matches!(module.export(name), Some(What::Class(_))));
                defined.find_map(|name| {
                    let hash = NameHash::of(name.as_bytes());
                    let methods = self.methods_asked(file, hash).unwrap_or_else(|| self.methods_of(file, hash));
                    (!methods.is_empty()).then_some((file, methods))
                })
            })
        })
    }

    /// The methods that an interface of a file asks for; `None` of what is none.
    fn methods_asked(&self, file: FileId, interface: NameHash) -> Option<Vec<Known>> {
        let module = self.module(file);
        let whole = module.definitions_of(interface).iter().find(|known| known.is_class())?;
        let end = whole.end.min(whole.start.saturating_add(INTERFACE_BYTES_MAX));
        let text = self.store.part(&self.tree, file, super::definitions::Definition { end, ..*whole }.span())?;
        let text = String::from_utf8_lossy(&text);
        let is_interface = text.split('{').next().is_some_and(|header| header.trim_end().ends_with("interface"));
        let methods = signature::of_interface(&text).into_iter().take(METHODS_MAX).map(Known::from).collect();
        is_interface.then_some(methods)
    }

    /// The exported methods of a type, as far as they stand in its file.
    fn methods_of(&self, file: FileId, class: NameHash) -> Vec<Known> {
        let module = self.module(file);
        let methods = module.definitions_of(class).iter().filter(|known| !known.is_class()).take(METHODS_MAX);
        let read = methods.filter_map(|known| {
            let end = known.end.min(known.start.saturating_add(signature::HEADER_BYTES_MAX as u32));
            let text = self.store.part(&self.tree, file, super::definitions::Definition { end, ..*known }.span())?;
            signature::of_method(&String::from_utf8_lossy(&text)).map(Known::from)
        });
        // What a controller or a test is asked by is the library's.
        read.filter(|known| known.shape != "EXPECT/0/1").collect()
    }

    /// The types of the product that have all of some methods which any of them has.
    fn with_methods(&self, methods: &[Known]) -> Vec<(FileId, Arc<str>)> {
        let listed = |shape: &str| self.implemented.named(&self.tree, shape, implemented);
        let mut known: Vec<&str> =
            methods.iter().map(|known| &*known.shape).filter(|shape| !listed(shape).is_empty()).collect();
        // Who has fewer of them is something else; what a double has besides is how it is asked.
        if known.len() * 2 < methods.len() || known.iter().all(|shape| is_general(shape)) && known.len() < 2 {
            return Vec::new();
        }
        known.sort_by_key(|shape| listed(shape).len());
        let Some((rarest, others)) = known.split_first() else { return Vec::new() };
        let folder = |file: FileId| folder_of(self.tree.path(file));
        let has_others = |(file, name): &&(FileId, Arc<str>)| {
            let of_type = self.implementing.named(&self.tree, name, |scan| {
                scan.implementations.into_iter().map(|known| (known.name, known.of)).collect()
            });
            let has = |shape: &str| of_type.iter().any(|(at, of)| **of == *shape && folder(*at) == folder(*file));
            others.iter().all(|shape| has(shape))
        };
        let candidates = listed(rarest);
        if candidates.len() > CLIENTS_MAX {
            return Vec::new();
        }
        candidates.iter().filter(has_others).cloned().collect()
    }

    /// What the libraries are for whose types methods take and give, where that is one thing outside; and the clock, of what says
    /// what time it is.
    fn by_types(&self, file: FileId, methods: &[Known]) -> Option<Boundary> {
        let module = self.module(file);
        let mut found: Option<Boundary> = None;
        for known in methods {
            for (package, name) in qualified(&known.types) {
                let Some(What::Alias(import, _)) = module.export(package) else { continue };
                let Some(boundary) = of_type(import, name, &known.types) else { continue };
                if self.go_modules.owns(&self.store, import) {
                    continue;
                }
                let is_stub = boundary == Boundary::Http && name == "CallOption";
                let boundary =
                    if is_stub && self.asks_own(file, &known.types) { Boundary::OwnService } else { boundary };
                if found.is_some_and(|other| other != boundary) {
                    return None;
                }
                found = Some(boundary);
            }
        }
        let tells_time = |known: &Known| known.shape == "Now/0/1" && known.types.contains("time.Time");
        found.or_else(|| methods.iter().any(tells_time).then_some(Boundary::Clock))
    }

    /// Whether a method of a generated client takes or gives what the project itself defines.
    fn asks_own(&self, file: FileId, types: &str) -> bool {
        let module = self.module(file);
        qualified(types).any(|(package, _)| match module.export(package) {
            Some(What::Alias(import, _)) => self.go_folder(import).is_some(),
            Some(What::Class(_) | What::Function | What::Value) | None => false,
        })
    }
}

/// Methods that a scan lists, with the types that have them.
fn implemented(scan: FileScan) -> Vec<(Arc<str>, Arc<str>)> {
    scan.implementations.into_iter().map(|known| (known.of, known.name)).collect()
}

/// Whether a method is one that anything may have.
fn is_general(shape: &str) -> bool {
    shape.split('/').next().is_some_and(|name| GENERAL.contains(&name))
}

/// Names of other packages' types in a text: `http` and `Request` of `*http.Request`.
fn qualified(types: &str) -> impl Iterator<Item = (&str, &str)> {
    types.match_indices('.').filter_map(|(at, _)| {
        let (before, after) = (&types[..at], &types[at + 1..]);
        let package = before.len() - before.bytes().rev().take_while(|byte| is_word(*byte)).count();
        let name = first_name(&after[..after.bytes().take_while(|byte| is_word(*byte)).count()]);
        (package < before.len() && name.starts_with(|first: char| first.is_ascii_uppercase()))
            .then(|| (&before[package..], name))
    })
}

/// What lies outside by a type of a library's: what is only a value there, or comes in, tells nothing.
fn of_type(import: &str, name: &str, types: &str) -> Option<Boundary> {
    let tells = match import {
        "net/http" => name == "Response" && !types.contains("http.ResponseWriter"),
        "net" => matches!(name, "Conn" | "Listener" | "PacketConn" | "TCPConn" | "UDPConn"),
        "database/sql" => !name.starts_with("Null"),
        "google.golang.org/grpc" => matches!(name, "CallOption" | "ClientConn"),
        _ => !import.contains("/bson") && !import.starts_with("google.golang.org/grpc/"),
    };
    boundary::of_library(Language::Go, import).filter(|boundary| tells && boundary::is_outside(*boundary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_other_packages_are_read() {
        let found: Vec<_> =
            qualified("(ctx context.Context, in *s3.GetObjectInput, f ...func(*s3.Options)) error").collect();
        assert_eq!(found, [("context", "Context"), ("s3", "GetObjectInput"), ("s3", "Options")]);
    }

    #[test]
    fn what_comes_in_or_is_a_value_lies_nowhere() {
        assert_eq!(of_type("net/http", "Response", "(r *http.Request) (*http.Response, error)"), Some(Boundary::Http));
        assert_eq!(of_type("net/http", "Request", "(r *http.Request) error"), None);
        assert_eq!(of_type("database/sql", "NullString", "(s sql.NullString) error"), None);
        assert_eq!(of_type("database/sql", "Rows", "(q string) (*sql.Rows, error)"), Some(Boundary::Database));
    }
}
