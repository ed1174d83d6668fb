//! Follows a name from module to module, and says what the project's own things replace.
//!
//! Invariant: at most [`STEPS_MAX`] steps for one name, so that modules that import each other end.

use super::asked::Asked;
use super::implementers::stands_in;
use super::late::DEFAULT;
use super::module::{Boundaries, Module, What};
use super::naming::{does_more_than_log, is_about, is_javascript, module_name, of_product_package, writes_lines};
use super::python::{Located, first_name};
use super::reach::MEMBERS_MAX;
use super::tree::{FileId, folder_of, stem_of};
use super::{Project, of_outside};
use crate::boundary;
use crate::boundary::functions;
use crate::boundary::idioms;
use crate::boundary::words::{self, Weight, uncalled};
use crate::facts::NameHash;
use crate::site::TargetOrigin;
use demock_model::{Boundary, Language};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::Arc;

/// Exports followed for one name.
pub(super) const STEPS_MAX: u8 = 8;
/// Modules that are asked for one name because others hand on all that they have: some hand on hundreds.
const WILDCARDS_MAX: usize = 1024;

/// Folders around a module whose names are asked.
const FOLDERS_MAX: usize = 3;
/// Methods of a class that does no more than carry what it is named after, the constructor among them.
const METHODS_OF_CARRIERS: usize = 1;
/// Modules that are followed from one to a library.
const LEADS_MAX: u8 = 2;

/// What a name turns out to be.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Something that the project does not define.
    Library {
        /// Its full name.
        name: String,
        /// The module of the project that named it.
        through: Option<FileId>,
    },
    /// Something of the project's own.
    Own(Own),
}

/// Something that the project defines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Own {
    /// The module; `None` for a folder.
    pub(super) file: Option<FileId>,
    /// Its name in the module and what hangs on it; empty for the module itself.
    pub(super) name: String,
}

impl Project<'_> {
    pub(super) fn meaning(&self, language: Language, from: &str, text: &str, origin: TargetOrigin) -> Meaning {
        self.follow(language, from, text, origin, None, 0)
    }

    fn follow(
        &self,
        language: Language,
        from: &str,
        text: &str,
        origin: TargetOrigin,
        through: Option<FileId>,
        steps: u8,
    ) -> Meaning {
        let outside = || Meaning::Library { name: text.to_owned(), through };
        if steps > STEPS_MAX {
            return outside();
        }
        let located = match origin {
            TargetOrigin::Text | TargetOrigin::Import => self.locate(language, from, text),
            TargetOrigin::Spec | TargetOrigin::Local => self.locate_near(language, from, text),
        };
        let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
        match located {
            // A package of the tree is nobody else's, though nothing tells where its sources are.
            None if is_ours && origin != TargetOrigin::Local && self.is_own_package(text) => {
                Meaning::Own(Own { file: None, name: String::new() })
            }
            None if is_path(language, text, origin) && self.owns(language, from, text) => {
                Meaning::Own(Own { file: None, name: String::new() })
            }
            None => outside(),
            // Several own a namespace such as `google`: what the project has no module of is the library's.
            Some(Located { file: None, rest })
                if !rest.is_empty()
                    && boundary::of_library(language, text).is_some()
                    && !(is_path(language, text, origin) && self.owns(language, from, text)) =>
            {
                outside()
            }
            Some(Located { file: None, rest }) => Meaning::Own(Own { file: None, name: rest.to_owned() }),
            // A file that happens to be called as a library's namespace does not define the library's class.
            Some(Located { file: Some(file), rest })
                if language == Language::Php
                    && boundary::of_library(language, text).is_some()
                    && self.module(file).export(uncalled(first_name(rest))).is_none() =>
            {
                outside()
            }
            Some(Located { file: Some(file), rest }) => self.member(language, file, rest, steps),
        }
    }

    /// The module that an imported name leads to.
    pub(super) fn locate<'t>(&self, language: Language, from: &str, text: &'t str) -> Option<Located<'t>> {
        match language {
            Language::Python => self.locate_python(from, text),
            Language::JavaScript | Language::TypeScript => self.locate_javascript(from, text),
            Language::Go => self.locate_go(text),
            Language::Java | Language::Kotlin | Language::CSharp | Language::Php | Language::Ruby => {
                self.locate_type(language, from, text)
            }
            Language::Rust => self.locate_rust(from, text),
        }
    }

    /// The module of the same package or folder that a name leads to which nothing imports.
    fn locate_near<'t>(&self, language: Language, from: &str, text: &'t str) -> Option<Located<'t>> {
        match language {
            Language::Python | Language::JavaScript | Language::TypeScript | Language::Rust => None,
            Language::Go => self.locate_go_neighbour(from, text),
            Language::Java | Language::Kotlin | Language::CSharp | Language::Php | Language::Ruby => {
                self.locate_type(language, from, text)
            }
        }
    }

    /// What a module exports under the first of the names.
    pub(super) fn member(&self, language: Language, file: FileId, rest: &str, steps: u8) -> Meaning {
        let own = || Meaning::Own(Own { file: Some(file), name: rest.to_owned() });
        let first = first_name(rest);
        let plain = uncalled(first);
        if plain.is_empty() || steps > STEPS_MAX {
            return own();
        }
        let module = self.module(file);
        match module.export(plain) {
            // What a text names has no part in what the constant is that holds it, but where a patch is told by it.
            Some(What::Alias(_, TargetOrigin::Text)) if rest == plain => own(),
            Some(What::Alias(text, origin)) => {
                let whole = format!("{text}{}", &rest[plain.len()..]);
                self.alias(language, file, &whole, *origin, steps).unwrap_or_else(own)
            }
            Some(What::Class(_) | What::Function | What::Value) => own(),
            None => self.not_exported(language, file, &module, rest, steps),
        }
    }

    /// What an exported name stands for; `None` where it leads to nothing that has a name.
    fn alias(&self, language: Language, file: FileId, text: &str, origin: TargetOrigin, steps: u8) -> Option<Meaning> {
        match origin {
            TargetOrigin::Text | TargetOrigin::Import => {
                Some(self.follow(language, self.tree.path(file), text, TargetOrigin::Import, Some(file), steps + 1))
            }
            TargetOrigin::Spec | TargetOrigin::Local => {
                let head = first_name(text);
                let known = self.module(file).export(uncalled(head)).is_some();
                if known {
                    return Some(self.member(language, file, text, steps + 1));
                }
                boundary::of_global(language, text)
                    .map(|_| Meaning::Library { name: text.to_owned(), through: Some(file) })
            }
        }
    }

    /// A name that a module does not define: a wildcard import's, a global one, or unknown.
    fn not_exported(&self, language: Language, file: FileId, module: &Module, rest: &str, steps: u8) -> Meaning {
        let plain = uncalled(first_name(rest));
        if steps < STEPS_MAX
            && let Some(other) = self.behind_wildcards(language, file, plain)
        {
            return self.member(language, other, rest, steps + 1);
        }
        // A capitalised name is a type, which need not be an export that is read.
        let is_member = plain.starts_with(|first: char| first.is_lowercase()) && steps < STEPS_MAX;
        let is_member = is_member && module.wildcards.is_empty();
        if let Some(name) = self.default_name(language, file).filter(|name| &**name != plain && is_member) {
            return self.member(language, file, &format!("{name}.{rest}"), steps + 1);
        }
        let is_global = boundary::of_global(language, rest).is_some_and(|boundary| boundary != Boundary::OwnCode);
        // What a gem's own file loads of its namespace is the gem's.
        if is_global && !(language == Language::Ruby && self.is_own_name(language, file, plain)) {
            return Meaning::Library { name: rest.to_owned(), through: Some(file) };
        }
        Meaning::Own(Own { file: Some(file), name: rest.to_owned() })
    }

    /// The nearest module that exports a name, of those whose names a module hands on all; each is looked at once, since modules
    /// hand on each other's (`use super::*`).
    fn behind_wildcards(&self, language: Language, file: FileId, name: &str) -> Option<FileId> {
        let (mut order, mut seen) = (vec![file], FxHashSet::from_iter([file]));
        let mut at = 0;
        while let Some(&current) = order.get(at) {
            at += 1;
            let module = self.module(current);
            if current != file && module.export(name).is_some() {
                return Some(current);
            }
            for wildcard in &module.wildcards {
                let located = self.locate(language, self.tree.path(current), wildcard);
                if let Some(Located { file: Some(other), rest: "" }) = located
                    && order.len() < WILDCARDS_MAX
                    && !self.lacks(language, other, name)
                    && seen.insert(other)
                {
                    order.push(other);
                }
            }
        }
        None
    }

    /// Whether a module of a script's hands on no such name to those that hand on all of its names: what it gives by default is
    /// not among them.
    fn lacks(&self, language: Language, file: FileId, name: &str) -> bool {
        let module = self.module(file);
        let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
        is_ours && module.wildcards.is_empty() && module.export(name).is_none()
    }

    /// The name of what a module of a script's gives by default, where it is the module's own: the one that it says
    /// (`export default orders`), else that of its file (`Order` of `models/Order.ts`).
    fn default_name(&self, language: Language, file: FileId) -> Option<Box<str>> {
        if !matches!(language, Language::JavaScript | Language::TypeScript) {
            return None;
        }
        let module = self.module(file);
        let name = match module.export(DEFAULT) {
            Some(What::Alias(said, _)) => said.clone(),
            Some(What::Class(_) | What::Function | What::Value) | None => stem_of(self.tree.path(file)).into(),
        };
        module.export(&name).is_some().then_some(name)
    }

    pub(super) fn module(&self, file: FileId) -> Arc<Module> {
        self.store.module(self.rules, &self.tree, file)
    }

    /// What a thing of the project's own replaces: a thin client stands for what it talks to, anything else is own code.
    pub(super) fn of_own(&self, language: Language, own: &Own) -> (Option<Boundary>, Option<Arc<str>>) {
        let names: Vec<&str> = own.name.split('.').filter(|name| !name.is_empty()).collect();
        let Some(file) = own.file else {
            let evidence = words::of_segments(&names);
            return (evidence.map(|evidence| evidence.boundary), None);
        };
        let by_name = || self.by_name(language, file, &names, 0).map(|(boundary, _)| (boundary, NAME_TELLS.into()));
        let by_looks = || self.by_looks(language, file, &names);
        let by_kept = || Some((self.by_what_is_kept(language, file, &names)?, NAME_TELLS.into()));
        let found = self.by_origin(language, file, &names).or_else(by_name).or_else(by_looks).or_else(by_kept);
        match found {
            Some((Boundary::Http, _)) if self.asked_in(file) == Asked::Model => {
                let why = format!("{} defines it, and it asks a language model's host", self.tree.path(file));
                (Some(Boundary::Llm), Some(why.into()))
            }
            Some((Boundary::Http, _)) if boundary::is_script(language) && self.asks_here(file) => {
                let why = format!("{} defines it, and it asks this machine alone", self.tree.path(file));
                (Some(Boundary::OwnService), Some(why.into()))
            }
            Some((boundary, why)) => (Some(boundary), Some(format!("{} {why}", self.tree.path(file)).into())),
            None => match self.kept_instance(language, file, &names) {
                Some(kept) => self.of_own(language, &kept),
                None => (Some(Boundary::OwnCode), None),
            },
        }
    }

    /// What a type of PHP's is named after that rows are kept in (`OrderRepository`), where neither its body nor what implements it
    /// says more and the package is not itself for that.
    fn by_what_is_kept(&self, language: Language, file: FileId, names: &[&str]) -> Option<Boundary> {
        let evidence = words::of_names(language, names).filter(|_| language == Language::Php)?;
        let is_kept = evidence.boundary == Boundary::Database;
        (is_kept && self.library(language, file) != Some(Boundary::Database)).then_some(Boundary::Database)
    }

    /// Where a thing of the project's own comes from: what generated it, which service it is a client of, what it derives from.
    pub(super) fn by_origin(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
    ) -> Option<(Boundary, Cow<'static, str>)> {
        let path = self.tree.path(file);
        if is_generated_client(path) {
            return Some((Boundary::OwnService, "is a generated client".into()));
        }
        if let Some(boundary) = self.of_declared(language, file, names) {
            return Some((boundary, "declares it, and a library implements it".into()));
        }
        if language == Language::Rust && self.is_of_client_crate(path) {
            return Some((Boundary::OwnService, "is of the client of a program of the workspace".into()));
        }
        if let Some(boundary) = self.services.named(names).or_else(|| self.services.named(&[stem_of(path)])) {
            return Some((boundary, "is a client of an own service".into()));
        }
        let module = self.module(file);
        let what = names.first().and_then(|name| module.export(uncalled(name)));
        if is_handed_to_broker(language, names, || self.foreign_libraries(language, file), what) {
            return Some((Boundary::Queue, "defines it for a queue".into()));
        }
        if let Some(What::Class(bases)) = what
            && let Some((boundary, base)) = bases.iter().find_map(|base| self.of_base(language, file, base, 1))
            && (language == Language::Php
                || !is_entity(&base)
                || names.iter().any(|name| words::is_of_stored_rows(name))
                || language == Language::Ruby && self.is_of_rows(file, names))
        {
            return Some((boundary, format!("derives it from `{base}`").into()));
        }
        None
    }

    /// What the words of a thing's name say; a product's weight is theirs, too, where something beside the name agrees.
    pub(super) fn by_name(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        steps: u8,
    ) -> Option<(Boundary, Weight)> {
        let module = self.module(file);
        let what = names.first().and_then(|name| module.export(uncalled(name)));
        // What holds what was asked for is not what it was asked of: `HttpExchange`, `data class CacheKey`.
        if names.len() == 1 && self.is_value_named(language, file, uncalled(names[0])) {
            return None;
        }
        // A class of the project's own has logic, whatever it is called; what hangs on it may tell.
        let is_class = boundary::is_script(language) && matches!(what, Some(What::Class(_)));
        if let Some(evidence) = (is_class && names.len() > 2).then(|| words::of_segments(&names[1..])).flatten() {
            return Some((evidence.boundary, Weight::Thing));
        }
        let is_function = matches!(what, Some(What::Function)) && names.len() == 1;
        if is_function && is_javascript(language) && words::words(names[0]).first().is_some_and(|first| first == "with")
        {
            // `withMailProvider(handler)` runs something with it.
            return None;
        }
        if let Some(boundary) = self.by_namespace(language, file, names) {
            return Some((boundary, Weight::Product));
        }
        let evidence = words::of_names(language, names)?;
        // A library's own name tells nothing of what its own things go out to.
        let evidence = match self.without_own_name(language, file, names) {
            Some(others) => words::of_segments(&others)?,
            None => evidence,
        };
        // Rows of what has happened are no lines: `EventLog < ApplicationRecord`.
        if let Some(What::Class(bases)) = what
            && evidence.boundary == Boundary::Process
            && bases.iter().any(|base| matches!(self.of_base(language, file, base, 1), Some((Boundary::Database, _))))
        {
            return None;
        }
        if is_class && evidence.boundary == Boundary::Http && self.has_logic(language, file, names) {
            return None;
        }
        // What else a class does that is named after a log is its own: `AuditLogger.rotate`.
        if boundary::is_script(language) && evidence.boundary == Boundary::Process && does_more_than_log(names) {
            return None;
        }
        let is_sure = evidence.weight == Weight::Product
            || keeps_by_its_name(language, names, evidence.boundary)
                && !self.keeps_itself(language, file, names, steps)
                && !(evidence.boundary == Boundary::Database && self.keeps_elsewhere(language, file, names, steps))
            || self.foreign_libraries(language, file).contains(evidence.boundary)
                && (!is_class || boundary::is_outside(evidence.boundary));
        if is_sure {
            return Some((evidence.boundary, Weight::Product));
        }
        is_value(language, names, what).then_some((evidence.boundary, Weight::Thing))
    }

    /// What the folder around it says of a class that is called a client and nothing else: `Http/Client.php`.
    fn by_namespace(&self, language: Language, file: FileId, names: &[&str]) -> Option<Boundary> {
        let [name] = names else { return None };
        let is_typed = matches!(language, Language::Java | Language::Kotlin | Language::CSharp | Language::Php);
        if !is_typed || !matches!(uncalled(name), "Client" | "ClientInterface" | "IClient" | "Connection" | "Gateway") {
            return None;
        }
        let folder = folder_of(self.tree.path(file)).rsplit('/').next().unwrap_or_default();
        let evidence = words::of_name(folder).filter(|_| !self.is_own_name(language, file, folder))?;
        boundary::is_outside(evidence.boundary).then_some(evidence.boundary)
    }

    /// Whether a class of the JVM's or of C#'s that is named after a cache keeps things in the program: it has code, its file imports
    /// no library for that, and it is made with nothing of one. An interface does where all do that implement it.
    fn keeps_itself(&self, language: Language, file: FileId, names: &[&str], steps: u8) -> bool {
        let ([name], Language::Java | Language::Kotlin | Language::CSharp) = (names, language) else { return false };
        let name = uncalled(name);
        let is_cache = words::of_name(name).is_some_and(|evidence| evidence.boundary == Boundary::Cache);
        if !is_cache || self.foreign_libraries(language, file).contains(Boundary::Cache) {
            return false;
        }
        if !self.is_interface(language, file, NameHash::of(name.as_bytes())) {
            return !self.is_made_with((language, file, name), Boundary::Cache, steps);
        }
        let found = self.implementers(language, file, name);
        let mut classes = found.iter().filter(|(_, name)| !stands_in(name)).peekable();
        classes.peek().is_some()
            && classes.all(|(file, name)| {
                !self.foreign_libraries(language, *file).contains(Boundary::Cache)
                    && !self.is_made_with((language, *file, &**name), Boundary::Cache, steps)
            })
    }

    /// Whether a thing is a class that does something of its own: what it is called says less than its methods do.
    fn has_methods(&self, file: FileId, names: &[&str], what: Option<&What>) -> bool {
        let ([name], Some(What::Class(_))) = (names, what) else { return false };
        if words::is_client(name) {
            return false;
        }
        let class = NameHash::of(uncalled(name).as_bytes());
        self.module(file).definitions_of(class).iter().filter(|known| !known.is_class()).count() > METHODS_OF_CARRIERS
    }

    /// Whether a class of Python's that is named after what it talks to does more than that: it manages it, or has many methods.
    fn has_logic(&self, language: Language, file: FileId, names: &[&str]) -> bool {
        let Some(class) = names.first().map(|name| uncalled(name)).filter(|_| language == Language::Python) else {
            return false;
        };
        let members = self.module(file).definitions_of(NameHash::of(class.as_bytes())).len();
        !words::is_client(class) && (words::manages(class) || members > MEMBERS_MAX)
    }

    /// What else tells of a thing of the project's own: lesser words of its name, its body, what stands around it.
    fn by_looks(&self, language: Language, file: FileId, names: &[&str]) -> Option<(Boundary, Cow<'static, str>)> {
        let module = self.module(file);
        let what = names.first().and_then(|name| module.export(uncalled(name)));
        let is_script = boundary::is_script(language);
        let is_maker = |name: &str| {
            language == Language::Ruby && name == "new"
                || language == Language::Python && uncalled(name) == "get_instance"
        };
        let telling = names.iter().rfind(|name| !is_maker(name));
        // A class of one's own that has a name of Ruby's own, `Thrift::Socket`, is more than that.
        let is_namesake = language == Language::Ruby
            && names.first().is_some_and(|name| boundary::of_global(language, name).is_some())
            && self.has_methods(file, &names[..names.len().min(1)], what);
        if let Some(boundary) = telling.and_then(|name| idioms::of_name(language, name)).filter(|_| !is_namesake) {
            // A store of Python's may keep its things elsewhere than in rows.
            let by_body = (language == Language::Python).then(|| self.by_body(language, file, names, 0)).flatten();
            return Some(by_body.map_or((boundary, NAME_TELLS.into()), |found| (found, GOES_THERE.into())));
        }
        let is_place = is_script && is_value(language, names, what) && !hands_over(language, names, what);
        if is_place && names.last().is_some_and(|name| words::is_place(name)) {
            return Some((Boundary::Filesystem, NAME_TELLS.into()));
        }
        // What is handed over may be named as a client and have logic.
        if language == Language::Python
            && let ([name], Some(What::Function)) = (names, what)
            && words::is_carrier(name)
            && let Some(own) = self.returned_class(file, uncalled(name)).filter(|own| !words::is_client(&own.name))
            && self.of_own(language, &own).0 == Some(Boundary::OwnCode)
        {
            return Some((Boundary::OwnCode, "defines it, and it hands over what has logic".into()));
        }
        // A function that is named after a response makes one.
        let is_function = matches!(what, Some(What::Function)) && names.len() == 1;
        let is_exchanged =
            |name: &&str| is_script && !(is_function && language != Language::Python) && words::is_exchange(name);
        // `desk.datastore.client` is what the datastore is talked to through, and not the desk.
        let is_of_member = language == Language::Python && names.len() > 2;
        if let Some(boundary) = is_of_member.then(|| idioms::of_names(language, names)).flatten() {
            return Some((boundary, NAME_TELLS.into()));
        }
        let is_carrier = names.last().is_some_and(|name| words::is_carrier(name))
            && !is_of_member
            && !(language == Language::Python && self.has_methods(file, names, what));
        if (is_carrier || names.last().is_some_and(is_exchanged))
            && let Some(boundary) = self.libraries(language, file).only_outside()
        {
            return Some((boundary, "defines it, and talks to nothing else".into()));
        }
        // What a library is for is its own logic.
        let library = self.library(language, file);
        let is_logic = |boundary: &Boundary| is_whole_library(language) && library == Some(*boundary);
        if let Some(boundary) = self.by_body(language, file, names, 0).filter(|boundary| !is_logic(boundary)) {
            return Some((boundary, GOES_THERE.into()));
        }
        if let Some(boundary) = names.last().and_then(|name| functions::of_name(language, name)) {
            return Some((boundary, NAME_TELLS.into()));
        }
        if let Some(boundary) = self.by_fields(language, file, names, 0).filter(|boundary| !is_logic(boundary)) {
            return Some((boundary, "defines it, and what it is made with goes to nothing else".into()));
        }
        if language == Language::Ruby
            && let Some(boundary) = self.by_client(file, names)
        {
            return Some((boundary, "defines it, and it is a client of nothing else".into()));
        }
        if let Some(boundary) = self.by_implementers(language, file, names, 0).filter(|boundary| !is_logic(boundary)) {
            return Some((boundary, "defines it, and what implements it goes to nothing else".into()));
        }
        if let Some(boundary) = self.by_seam(language, file, names) {
            return Some((boundary, "declares it in a module that is named as the way there".into()));
        }
        if let Some(boundary) = library.filter(|boundary| self.is_way(language, file, names, *boundary)) {
            let what = if boundary == Boundary::Llm { "models are asked" } else { "its library goes there" };
            return Some((boundary, format!("declares it, and {what} through it").into()));
        }
        self.by_module(language, file, names, what).map(|(boundary, why)| (boundary, why.into()))
    }

    /// What the module around a thing of the project's own tells of it, and how.
    fn by_module(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        what: Option<&What>,
    ) -> Option<(Boundary, &'static str)> {
        let path = self.tree.path(file);
        let is_script = boundary::is_script(language);
        let is_client = names.first().is_some_and(|name| words::is_client(name));
        let only = |libraries: Boundaries| libraries.only_outside().or_else(|| libraries.only_one());
        if let Some(boundary) = (is_script && is_client).then(|| only(self.libraries(language, file))).flatten() {
            return Some((boundary, "defines it, and talks to nothing else"));
        }
        let is_logic = matches!(what, Some(What::Class(_) | What::Function)) || names.is_empty();
        let is_logic = is_logic && !names.last().is_some_and(|name| words::only_computes(name));
        let module_evidence = if is_script { words::of_module } else { words::of_name };
        let is_telling = is_logic && !is_about(path) && !self.is_own_name(language, file, module_name(language, path));
        let module_evidence = module_evidence(module_name(language, path)).filter(|_| is_telling);
        if let Some(evidence) = module_evidence
            && !names.iter().any(|name| words::speak_of(name, module_name(language, path)))
            && (evidence.boundary != Boundary::Process || !is_javascript(language) || writes_lines(names))
            // What else a module of Python's does that is named `log` is its own; one named after programs runs them.
            && (language != Language::Python || names.is_empty() || !words::is_log(module_name(language, path)))
            && (evidence.weight == Weight::Product && !self.keeps_to_itself(language, file, names)
                // A module that is named `log` is where lines go.
                || evidence.boundary == Boundary::Process && is_script && names.is_empty()
                || self.foreign_libraries(language, file).contains(evidence.boundary))
        {
            return Some((evidence.boundary, "defines it, and the module's name tells"));
        }
        if is_javascript(language)
            // An object of the module's own asks by its members.
            && (is_logic || names.len() > 1)
            && words::is_of_terminal(module_name(language, path))
            && writes_lines(names)
            && self.foreign_libraries(language, file).contains(Boundary::Process)
        {
            return Some((Boundary::Process, "defines it, and the module's name tells"));
        }
        let boundary =
            (is_script && (is_logic || is_client)).then(|| self.of_folders(language, file, names, what)).flatten();
        let folder = folder_of(path).rsplit('/').next().unwrap_or_default();
        let of_product = || {
            let is_ours = is_javascript(language) && is_logic;
            let boundary = words::of_product_folder(folder).filter(|_| is_ours)?;
            let is_of_it = self.foreign_libraries(language, file).contains(boundary)
                && !names.iter().any(|name| words::speak_of(name, folder));
            (is_of_it && self.mostly_touches(language, file, names, boundary)).then_some(boundary)
        };
        let of_package = || (language == Language::Go && is_client).then(|| of_product_package(path)).flatten();
        let boundary = boundary.or_else(of_product).or_else(of_package)?;
        Some((boundary, "defines it, and its folder's name tells"))
    }

    /// What the folders of a module are named after, where the module leads to such a library or the thing is a client.
    fn of_folders(&self, language: Language, file: FileId, names: &[&str], what: Option<&What>) -> Option<Boundary> {
        let is_others = |folder: &&str| !self.is_own_name(language, file, folder);
        let mut folders = folder_of(self.tree.path(file)).rsplit('/').take(FOLDERS_MAX).filter(is_others);
        let (folder, boundary) = folders.find_map(|folder| Some((folder, words::of_folder(folder)?)))?;
        let is_client = names.first().is_some_and(|name| words::is_client(name));
        let speaks_of = names.iter().any(|name| words::speak_of(name, folder));
        if speaks_of || matches!(what, Some(What::Class(_))) && !is_client {
            return None;
        }
        (is_client || self.leads_to(language, file, boundary, 0)).then_some(boundary)
    }

    /// Whether a module imports a library of a boundary, itself or through modules of the project.
    fn leads_to(&self, language: Language, file: FileId, boundary: Boundary, steps: u8) -> bool {
        let module = self.module(file);
        self.foreign_libraries(language, file).contains(boundary)
            || steps < LEADS_MAX
                && module.imports().any(|text| {
                    let located = self.locate(language, self.tree.path(file), text).and_then(|located| located.file);
                    located.is_some_and(|other| other != file && self.leads_to(language, other, boundary, steps + 1))
                })
    }

    /// What the libraries are for that a module imports; a Go package is one module of several files.
    fn libraries(&self, language: Language, file: FileId) -> Boundaries {
        let own = self.foreign_libraries(language, file);
        if language != Language::Go || own.has_outside() {
            return own;
        }
        let beside = self.tree.directly_in(folder_of(self.tree.path(file)));
        let of_package = beside.filter(|other| {
            self.tree.language(*other) == Language::Go && !self.tree.path(*other).ends_with("_test.go")
        });
        of_package.fold(own, |all, other| all.union(self.foreign_libraries(language, other)))
    }

    /// What a class of a file derives from, which may stand in the same file.
    pub(super) fn base(&self, language: Language, file: FileId, base: &str, steps: u8) -> Meaning {
        match self.module(file).export(uncalled(first_name(base))) {
            Some(What::Class(_)) => self.member(language, file, base, steps),
            Some(What::Function | What::Alias(..) | What::Value) | None => {
                self.follow(language, self.tree.path(file), base, TargetOrigin::Import, Some(file), steps)
            }
        }
    }

    /// The boundary that a class has from what it derives from, with the library's name for that.
    fn of_base(&self, language: Language, file: FileId, base: &str, steps: u8) -> Option<(Boundary, String)> {
        match self.base(language, file, base, steps) {
            Meaning::Library { name, .. } if boundary::is_incoming(language, &name) => None,
            Meaning::Library { name, .. } => {
                let by_words = || words::of_name(name.rsplit('.').next()?).map(|evidence| evidence.boundary);
                let boundary = of_outside(language, &name, TargetOrigin::Import).or_else(by_words)?;
                Boundaries::OUTSIDE.contains(boundary).then_some((boundary, name))
            }
            Meaning::Own(Own { file: Some(other), name }) if steps < STEPS_MAX => {
                let module = self.module(other);
                let name = if name.is_empty() { self.default_name(language, other)? } else { name.into() };
                match module.export(first_name(&name))? {
                    What::Class(bases) => bases.iter().find_map(|base| self.of_base(language, other, base, steps + 1)),
                    What::Function | What::Alias(..) | What::Value => None,
                }
            }
            Meaning::Own(_) => None,
        }
    }
}

/// Whether a name says by itself where it comes from: one that is imported, or a constant that needs no import.
fn is_path(language: Language, text: &str, origin: TargetOrigin) -> bool {
    let is_constant = language == Language::Ruby && text.starts_with(|first: char| first.is_uppercase());
    origin != TargetOrigin::Local || is_constant
}

/// Whether all that a package named after a boundary does with it counts as its own logic; in C# and PHP one package has the way
/// to it and what goes it.
const fn is_whole_library(language: Language) -> bool {
    matches!(language, Language::Java | Language::Kotlin)
}

/// Whether a member of a function is one by which tasks are handed to a broker: of Celery (`index.apply_async`), dramatiq, RQ
/// and their kin. A name that other things have, too, is one where the module imports such a library.
fn is_handed_to_broker(
    language: Language,
    names: &[&str],
    libraries: impl Fn() -> Boundaries,
    what: Option<&What>,
) -> bool {
    match names {
        [_, .., "apply_async" | "delay_on_commit" | "send_with_options"] => language == Language::Python,
        // No other function has it.
        [_, "delay"] if matches!(what, Some(What::Function)) => language == Language::Python,
        [_, .., "delay" | "send" | "s" | "si" | "signature"] => {
            language == Language::Python && libraries().contains(Boundary::Queue)
        }
        _ => false,
    }
}

/// Why a body decides.
const GOES_THERE: &str = "defines it, and it goes to nothing else";

/// Why a name decides.
const NAME_TELLS: &str = "defines it, and its name tells";

/// Whether a name is that of a value, whatever it holds: what is defined by it has no logic of its own.
fn is_value(language: Language, names: &[&str], what: Option<&What>) -> bool {
    let is_class = boundary::is_script(language) && matches!(what, Some(What::Class(_)));
    hands_over(language, names, what)
        || !is_class
            && (names.len() > 1 || matches!(what, Some(What::Value | What::Alias(_, TargetOrigin::Text)) | None))
}

/// Whether a name is that of a function which hands over what it is named after.
fn hands_over(language: Language, names: &[&str], what: Option<&What>) -> bool {
    boundary::is_script(language)
        && names.len() == 1
        && matches!(what, Some(What::Function))
        && words::hands_over(names[0])
}

/// Whether a type that is named after what rows are kept in (`OrderRepository`, `IDomainObjectCache`) is no more than
/// the way to it: where types are declared, logic of one's own is named otherwise. A cursor of one's own is a position.
fn keeps_by_its_name(language: Language, names: &[&str], boundary: Boundary) -> bool {
    matches!(language, Language::Java | Language::Kotlin | Language::CSharp)
        && matches!(boundary, Boundary::Database | Boundary::Cache)
        && !names.last().is_some_and(|name| words::is_way_to(name, "cursor"))
}

/// Bases of classes whose objects are rows: such a class has logic of its own, but its stored rows are the database.
fn is_entity(base: &str) -> bool {
    const ENTITIES: &[&str] =
        &["Model", "DeclarativeBase", "declarative_base()", "Document", "SQLModel", "Entity", "Base", "Record"];
    ENTITIES.iter().any(|entity| base.ends_with(entity))
}

/// Files that a generator of RPC clients writes.
fn is_generated_client(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [
        "_pb2_grpc.py",
        "_grpc.pb.go",
        "_grpc_pb.js",
        "_grpc_pb.ts",
        "Grpc.java",
        "_connect.ts",
        ".connect.go",
        "_services_pb.rb",
    ]
    .iter()
    .any(|ending| name.ends_with(ending))
}
