//! What names are beyond their own file: resolved through the project's own modules, on demand.
//!
//! `patch("app.store.client")` replaces whatever `app/store.py` imports or assigns as `client`. A name is followed from
//! module to module (`meaning`) until it leaves the project or ends at something that the project defines itself;
//! each language says where its modules are found (`python`, `javascript`, …).
//! Invariants: only modules that a site's target or a need names are read, each once as long as they fit
//! (`store`); at most `meaning::STEPS_MAX` modules are followed for one name; the answer to a name is kept by the
//! place that it is asked from. May be asked from several threads.
//! Absent on purpose: which double is put in place (rules), policy.

mod asked;
mod beside;
mod crates;
mod csharp;
mod declared;
mod definitions;
mod fitting;
mod go;
mod headers;
mod implementers;
mod instances;
mod javascript;
mod jvm;
mod jvm_packages;
mod late;
mod library;
mod listed;
mod meaning;
mod members;
mod memo;
mod module;
mod naming;
mod owned;
mod packages;
mod parameters;
mod php;
mod python;
mod reach;
mod replacers;
mod ruby;
mod services;
mod stems;
mod store;
mod structural;
mod traits;
mod tree;

use crate::boundary::{self, functions, hosts, plain, rails, terminal, words};
use crate::cache::{Blob, Front};
use crate::facts::NameHash;
use crate::resolve::Aliases;
use crate::ruleset::RuleSet;
use crate::site::{FileScan, Replacer, Site, Target, TargetOrigin};
use demock_model::{Boundary, Kind, Language};
use go::GoModules;
use listed::Listed;
use meaning::{Meaning, Own};
use memo::Memo;
use packages::Packages;
use php::Namespaces;
use rustc_hash::FxHashMap;
use services::Services;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
pub(crate) use store::Known;
use store::Store;
use tree::Tree;
pub(crate) use tree::{FileId, ancestors, folder_of, shared_folders};

/// What a site replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The thing that the code under test would have touched.
    pub boundary: Boundary,
    /// Why, where the name alone does not say.
    pub reason: Option<Arc<str>>,
}

/// The files of a tree, asked for what a name stands for.
#[derive(Debug)]
pub struct Project<'r> {
    rules: &'r RuleSet,
    tree: Tree,
    store: Store,
    services: Services,
    packages: Packages,
    go_modules: GoModules,
    namespaces: Namespaces,
    /// Folders that hold Python packages, by the packages' names.
    python_roots: OnceLock<FxHashMap<Box<str>, Vec<String>>>,
    import_roots: Mutex<python::ImportRoots>,
    replacers: replacers::Replacers,
    reaches: reach::Reaches,
    headers: headers::Headers,
    /// Which hosts files name.
    asked: Mutex<FxHashMap<FileId, asked::Asked>>,
    owned: owned::Owned,
    /// What heads of Ruby's classes say.
    heads: Mutex<FxHashMap<(FileId, NameHash), Arc<ruby::Head>>>,
    /// Rust's traits, and methods of Go's, with the names of the types that implement them.
    implemented: Listed<Arc<str>>,
    /// The same by the types' names, with the traits.
    implementing: Listed<Arc<str>>,
    /// Types of files that define several, which no file's name tells of.
    types: Listed<()>,
    crates: crates::Crates,
    fitting: fitting::Fitting,
    memo: Memo,
    /// What names of doubles say, wherever they stand.
    by_name: Memo,
}

impl<'r> Project<'r> {
    /// A project of these files, relative to the root with `/` between segments.
    pub fn new(root: &Path, files: &[(Arc<str>, Language)], rules: &'r RuleSet) -> Self {
        Self {
            rules,
            tree: Tree::new(files),
            store: Store::new(root),
            services: Services::default(),
            packages: Packages::default(),
            go_modules: GoModules::default(),
            namespaces: Namespaces::default(),
            python_roots: OnceLock::new(),
            import_roots: Mutex::default(),
            replacers: replacers::Replacers::default(),
            reaches: reach::Reaches::default(),
            headers: headers::Headers::default(),
            asked: Mutex::default(),
            owned: owned::Owned::default(),
            heads: Mutex::default(),
            implemented: Listed::default(),
            implementing: Listed::default(),
            types: Listed::default(),
            crates: crates::Crates::default(),
            fitting: fitting::Fitting::default(),
            memo: Memo::default(),
            by_name: Memo::default(),
        }
    }

    /// What the files hold, where it is known: files of one content show the same to others.
    #[must_use]
    pub(crate) fn with_contents(mut self, contents: Known) -> Self {
        self.store = self.store.with_contents(contents);
        self
    }

    /// A text in the place of what one more file holds.
    #[must_use]
    pub(crate) fn with_text(mut self, path: &str, bytes: &[u8]) -> Self {
        self.store = self.store.with_text(path, bytes);
        self
    }

    /// What contents show to other modules that no earlier run has asked, in stored form.
    pub(crate) fn take_learned(&self) -> FxHashMap<u128, Blob> {
        self.store.take_learned()
    }

    /// Functions of files, by path, that replace a variable of their package.
    #[must_use]
    pub(crate) fn with_replacers(mut self, found: impl IntoIterator<Item = (Arc<str>, Vec<Replacer>)>) -> Self {
        self.replacers = replacers::Replacers::new(found);
        self
    }

    /// What files say, by path and in stored form, that implement traits.
    #[must_use]
    pub(crate) fn with_implementing(mut self, files: Vec<(Arc<str>, Blob)>) -> Self {
        self.implementing = Listed::new(files.clone());
        self.implemented = Listed::new(files);
        self
    }

    /// What files say in stored form, in the order of the tree's files.
    #[must_use]
    pub(crate) fn with_scans(mut self, scans: Vec<Option<Blob>>) -> Self {
        self.fitting = fitting::Fitting::new(scans);
        self
    }

    /// What files say, by path and in stored form, that define several types.
    #[must_use]
    pub(crate) fn with_types(mut self, files: Vec<(Arc<str>, Blob)>) -> Self {
        self.types = Listed::new(files);
        self
    }

    /// Names of the project's own services: those of its Compose file and its configuration. They are hosts, too.
    #[must_use]
    pub fn with_services(mut self, names: impl IntoIterator<Item = Arc<str>>) -> Self {
        self.services = Services::new(names);
        self
    }

    /// Manifests of packages (`package.json`, `tsconfig.json`, `go.mod`, `composer.json`, `Cargo.toml`), relative to the root; others are passed over.
    #[must_use]
    pub fn with_manifests(mut self, paths: impl IntoIterator<Item = Arc<str>>) -> Self {
        let paths: Vec<Arc<str>> = paths.into_iter().collect();
        self.go_modules = GoModules::new(&paths);
        self.namespaces = Namespaces::new(&paths);
        self.crates = crates::Crates::new(&paths);
        self.packages = Packages::new(paths);
        self
    }

    /// What each site of a file replaces, in the order of the sites; of those that are not wanted, nothing need be known.
    pub(crate) fn resolutions(
        &self,
        path: &str,
        language: Language,
        scan: &FileScan,
        is_wanted: &dyn Fn(usize) -> bool,
    ) -> Vec<Resolution> {
        let leant_on = beside::leant_on(&scan.sites, is_wanted);
        let context = memo::context(self.context(path, language), language);
        let is_csharp = language == Language::CSharp && !scan.sites.is_empty();
        // What a bare type is depends on the usings of the very file.
        let context =
            context.wrapping_add(is_csharp.then(|| self.only_used(path)).flatten().map_or(0, |only| only as u64 + 1));
        let mut found: Vec<Resolution> = Vec::with_capacity(scan.sites.len());
        // Sites around the present one, by index: `patch("app.store.client", new=Mock())`.
        let mut around: Vec<usize> = Vec::new();
        for (at, site) in scan.sites.iter().enumerate() {
            while around.last().is_some_and(|outer| !beside::encloses(&scan.sites[*outer], site)) {
                around.pop();
            }
            around.push(at);
            if !leant_on[at] {
                found.push(Resolution { boundary: Boundary::Unknown, reason: None });
                continue;
            }
            let outer = around.len().checked_sub(2).map(|last| around[last]);
            let mut resolution = self.resolution(path, language, context, site);
            if resolution.boundary == Boundary::Unknown
                && let Some(known) = outer.or_else(|| beside::answered(&scan.sites[..at], site))
            {
                resolution = found[known].clone();
            }
            if matches!(resolution.boundary, Boundary::OwnCode | Boundary::Unknown)
                && let Some(maker) = beside::made_before(&scan.sites[..at], site)
            {
                resolution = within(resolution, &found[maker]);
            }
            if let Some(outer) = outer.filter(|outer| is_member_of_module(&scan.sites[*outer], site)) {
                resolution = within(resolution, &found[outer]);
            }
            if resolution.boundary == Boundary::Unknown
                && let Some(by_methods) = self.by_methods(path, language, site)
            {
                resolution = by_methods;
            }
            if resolution.boundary == Boundary::Unknown && is_own_thing(language, site) {
                resolution.boundary = Boundary::OwnCode;
            }
            let by_place = self.of_plain_client(path, language, site, &resolution);
            if let Some(known) = by_place.or_else(|| asked::of_part_of_answer(path, language, site, &resolution)) {
                resolution = known;
            }
            found.push(resolution);
        }
        for (site, resolution) in scan.sites.iter().zip(&mut found) {
            if site.kind == Kind::ModuleMock
                && resolution.boundary == Boundary::OwnCode
                && let Some(by_members) = self.by_members((path, language, context), site)
            {
                *resolution = by_members;
            }
        }
        found
    }

    /// What the names that a file needs stand for; `None` where no module of the project hands on what a rule knows.
    pub fn aliases(&self, path: &str, language: Language, said: &Front) -> Option<Aliases> {
        let rules = self.rules.of(language);
        let known =
            said.needs.iter().filter_map(|need| match self.meaning(language, path, need, TargetOrigin::Import) {
                Meaning::Library { name, through: Some(_) } if rules.knows(&name) => Some((need.clone(), name.into())),
                Meaning::Library { .. } | Meaning::Own(_) => None,
            });
        let mut known: Vec<_> = known.collect();
        if said.test_code {
            self.add_replacers(path, language, &mut known);
        }
        let aliases = Aliases::new(known).with_unfit(self.unfit(path, &said.asked));
        (!aliases.is_empty()).then_some(aliases)
    }

    /// The file of the project that defines what a name stands for, and its name there.
    pub(crate) fn definition(
        &self,
        language: Language,
        path: &str,
        name: &str,
        origin: TargetOrigin,
    ) -> Option<(FileId, String)> {
        match self.meaning(language, path, name, origin) {
            Meaning::Own(own) => Some((own.file?, own.name)),
            Meaning::Library { .. } => None,
        }
    }

    /// A file of the project by its path.
    pub(crate) fn file(&self, path: &str) -> Option<FileId> {
        self.tree.file(path)
    }

    /// The files of a language anywhere below a folder that is not the root.
    pub(crate) fn files_below<'s>(&'s self, folder: &'s str, language: Language) -> impl Iterator<Item = FileId> + 's {
        self.tree.below(folder).filter(move |file| self.tree.language(*file) == language)
    }

    /// The file of the project that importing a name loads.
    pub(crate) fn loaded(&self, language: Language, path: &str, name: &str) -> Option<FileId> {
        if language == Language::Ruby {
            return self.required(path, name);
        }
        self.locate(language, path, name)?.file
    }

    /// The part of a path that decides what a name means in the file.
    pub(crate) fn context<'p>(&self, path: &'p str, language: Language) -> &'p str {
        match language {
            Language::Python => self.python_context(path),
            Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Java
            | Language::Kotlin
            | Language::Rust
            | Language::Ruby
            | Language::CSharp
            | Language::Php => tree::folder_of(path),
        }
    }

    fn resolution(&self, path: &str, language: Language, context: u64, site: &Site) -> Resolution {
        if let Some(boundary) = site.boundary {
            let by_place = || of_place(path, site.target.as_ref().map(|target| &*target.name), boundary, site.kind);
            let by_imports = || self.of_recorded_model(path, language, site);
            let found = self.of_route(path, site).or_else(by_place).or_else(by_imports);
            return found.unwrap_or(Resolution { boundary, reason: None });
        }
        if let Some(known) = self.of_label(language, site) {
            return known;
        }
        let is_module = site.kind == Kind::ModuleMock;
        let made = site.given.as_deref().filter(|trace| !is_bare_emitter(language, trace));
        if let Some(trace) = made.filter(|_| site.target.is_some() && !is_module) {
            let target = Target { name: trace.into(), origin: TargetOrigin::Import };
            let make = || self.of_target(path, language, site.kind, &target);
            return self.memo.answer(context, trace, target.origin, make);
        }
        if let Some(target) = &site.target {
            // What a relative name means depends on the folder; of everything else, on the context alone.
            if target.name.starts_with('.') && language == Language::Python {
                return self.of_target(path, language, site.kind, target);
            }
            let make = || self.of_target(path, language, site.kind, target);
            let found = self.memo.answer(context, &target.name, target.origin, make);
            return of_place(path, Some(&target.name), found.boundary, site.kind).unwrap_or(found);
        }
        self.of_double(path, language, context, site)
    }

    /// What a double without a target stands for, by its traces: the first that leads outside tells.
    fn of_double(&self, path: &str, language: Language, context: u64, site: &Site) -> Resolution {
        let (mut own, mut exchanged, mut is_typed) = (None, None, false);
        let mut is_defined = false;
        let is_jvm = matches!(language, Language::Java | Language::Kotlin);
        for trace in site.given.as_deref().or_else(|| defined_name(site)).into_iter().flat_map(|given| given.split(' '))
        {
            if let Some(function) = trace.strip_suffix('(') {
                // What it is handed to tells only where nothing else would be called so.
                let names: Vec<&str> = function.split('.').collect();
                match words::of_segments(&names).filter(|evidence| evidence.weight == words::Weight::Product) {
                    Some(evidence) => {
                        return Resolution { boundary: evidence.boundary, reason: Some(by_name(function)) };
                    }
                    None => continue,
                }
            }
            let found = if let Some(parameter) = trace.split_once("()#") {
                let make = || self.of_parameter(path, language, site.kind, parameter);
                let found = self.memo.answer(context, trace, TargetOrigin::Import, make);
                is_defined |= found.boundary == Boundary::OwnCode;
                found
            } else if trace.contains("()") {
                let target = Target { name: trace.into(), origin: TargetOrigin::Import };
                let make = || self.of_target(path, language, site.kind, &target);
                let found = self.memo.answer(context, &target.name, target.origin, make);
                is_defined |= found.boundary == Boundary::OwnCode && self.is_defined(path, language, trace);
                found
            } else if is_defined {
                // What is known to be the project's own is not what its name says.
                continue;
            } else {
                let anywhere = language as u64;
                self.by_name.answer(anywhere, trace, TargetOrigin::Local, || self.by_given(language, trace))
            };
            // What a double is put in place of tells more than what its file imports.
            let is_library = |(_, last)| words::is_general(last, found.boundary);
            if is_typed && trace.split_once("().").is_some_and(is_library) {
                continue;
            }
            if found.boundary == Boundary::OwnCode {
                is_typed |= trace.ends_with("()") && trace.contains('.');
                own = own.or(Some(found));
            } else if found.boundary == Boundary::Http && is_mere_exchange(trace) && !(is_jvm && trace.contains("()")) {
                // `mock_response`, of whatever it is the response of.
                exchanged = exchanged.or(Some(found));
            } else if found.boundary != Boundary::Unknown {
                return found;
            }
        }
        let known = boundary::of_kind(site.kind).map(|boundary| Resolution { boundary, reason: None });
        let nothing = Resolution { boundary: Boundary::Unknown, reason: None };
        // What the platform calls a request tells more by its type, or by what it is handed to, though nobody knows that.
        let is_told = || site.given.iter().any(|given| given.contains("()"));
        let exchanged = exchanged.filter(|_| !is_jvm || !is_told());
        exchanged.or(known).or(own).or_else(|| of_named_client(site)).unwrap_or(nothing)
    }

    /// What a double's name says.
    fn by_given(&self, language: Language, name: &str) -> Resolution {
        let names: Vec<&str> = name.split('.').collect();
        let named = self.services.named(&names);
        // A request's `setTimeout` is no clock's.
        let is_exchanged =
            |boundary: &Boundary| *boundary == Boundary::Clock && names.len() > 1 && words::is_exchange(names[0]);
        let by_words = || words::of_names(language, &names).map(|evidence| evidence.boundary);
        let evidence = named.or_else(|| by_words().filter(|boundary| !is_exchanged(boundary)));
        let by_idiom = || names.last().and_then(|last| boundary::idioms::of_name(language, last));
        let by_function = || {
            let whole = functions::of_name(language, name).or_else(|| functions::of_transaction(language, &names));
            whole.or_else(|| functions::of_answer(language, &names))
        };
        let evidence = evidence.or_else(by_idiom).or_else(by_function).or_else(|| functions::of_model(name));
        let by_api = || (language == Language::Python && words::is_mere_api(names[0])).then_some(Boundary::Http);
        let evidence = evidence.or_else(|| words::of_answer(name)).or_else(by_api);
        let evidence = evidence.or_else(|| of_client_member(language, &names)).or_else(|| of_given(name));
        match evidence.or_else(|| of_named_double(language, name)) {
            Some(Boundary::OwnCode) => Resolution { boundary: Boundary::OwnCode, reason: None },
            Some(boundary) => Resolution { boundary, reason: Some(by_name(name)) },
            None => Resolution { boundary: Boundary::Unknown, reason: None },
        }
    }

    /// What answers at the address of a route, and for whom a helper that is named after a language model makes routes.
    fn of_route(&self, path: &str, site: &Site) -> Option<Resolution> {
        if site.boundary != Some(Boundary::Http) {
            return None;
        }
        if let Some(target) = &site.target {
            if self.services.is_host(&target.name) {
                return Some(Resolution { boundary: Boundary::OwnService, reason: None });
            }
            if hosts::is_of_model(&target.name) {
                return Some(Resolution { boundary: Boundary::Llm, reason: Some(by_name(&target.name)) });
            }
            let is_of_page = self.rules.names().get(usize::from(site.rule)).is_some_and(|rule| rule.has_own_routes);
            if is_of_page && site.kind == Kind::HttpRoute && hosts::is_any(&target.name) && self.has_page(path) {
                return Some(Resolution { boundary: Boundary::OwnService, reason: None });
            }
        }
        let is_route = matches!(site.kind, Kind::HttpRoute | Kind::HttpIntercept);
        // `stub_llm_request` stubs requests to the model.
        let called = site.target.iter().filter_map(|target| target.name.strip_suffix("_request"));
        let mut named = called.chain(site.scope.rsplit("::")).filter(|_| is_route);
        let named = named.find(|name| words::of_name(name).is_some_and(|found| found.boundary == Boundary::Llm))?;
        Some(Resolution { boundary: Boundary::Llm, reason: Some(by_name(named)) })
    }

    fn of_target(&self, path: &str, language: Language, kind: Kind, target: &Target) -> Resolution {
        let of_answer = ruby::of_answer(language, kind, &target.name);
        if let Some(boundary) = of_answer.or_else(|| of_standard_constant(language, &target.name)) {
            return Resolution { boundary, reason: None };
        }
        if language == Language::Ruby && target.name.contains("::") && !target.name.contains('/') {
            let dotted = target.name.trim_start_matches("::").replace("::", ".");
            return self.of_target(path, language, kind, &Target { name: dotted.into(), origin: target.origin });
        }
        let of_rails = || {
            let (owner, method) = target.name.rsplit_once('.').filter(|_| language == Language::Ruby)?;
            rails::of_method(method).or_else(|| rails::of_job(owner, method))
        };
        let known = functions::of_kernel(language, &target.name).or_else(|| functions::of_model(&target.name));
        let known = known.or_else(of_rails).or_else(|| terminal::of_method(language, &target.name));
        if let Some(boundary) = known {
            return Resolution { boundary, reason: None };
        }
        let name = &*target.name;
        if name.contains("://") {
            let own = self.services.is_host(name);
            return Resolution { boundary: if own { Boundary::OwnService } else { Boundary::Http }, reason: None };
        }
        let meaning = self.meaning(language, path, name, target.origin);
        let (boundary, reason) = match &meaning {
            Meaning::Library { name, through } => {
                // A module of the project that hands a name on has imported it.
                let origin = if through.is_some() { TargetOrigin::Import } else { target.origin };
                let boundary = of_outside(language, name, origin).or_else(|| self.by_trait(language, name));
                let reason = through.map(|file| through_reason(self.tree.path(file), name));
                (boundary, reason)
            }
            Meaning::Own(own) => self.of_own(language, own),
        };
        if let Some(boundary) = boundary {
            return Resolution { boundary, reason };
        }
        if matches!(meaning, Meaning::Library { .. }) && self.is_of_model(path, language, name) {
            return Resolution { boundary: Boundary::Database, reason: Some(by_name(name)) };
        }
        if let Some(boundary) = boundary::of_kind(kind) {
            return Resolution { boundary, reason: None };
        }
        self.by_words(path, language, target, &meaning)
    }

    /// The names that tell of a thing which nobody here has written: those of what defines it where a module of Python's hands it
    /// on, and those behind the module; the names of modules between say nothing of it.
    fn named_outside<'n>(
        &self,
        path: &str,
        language: Language,
        name: &'n str,
        meaning: &'n Meaning,
    ) -> impl Iterator<Item = &'n str> + use<'n> {
        let outside = match meaning {
            Meaning::Library { name, through: Some(_) } if language == Language::Python => Some(name.as_str()),
            Meaning::Library { .. } | Meaning::Own(_) => None,
        };
        let behind = outside.and_then(|_| Some(self.locate(language, path, name)?.rest));
        outside.into_iter().flat_map(|outside| outside.split('.')).chain(behind.unwrap_or(name).split(['.', '/']))
    }

    /// What the words of a name say that nothing else explains.
    fn by_words(&self, path: &str, language: Language, target: &Target, meaning: &Meaning) -> Resolution {
        let name = &*target.name;
        let names: Vec<&str> = self.named_outside(path, language, name, meaning).collect();
        let names = &names[self.names_of_place(language, path, target, &names)..];
        if let Some(boundary) = self.services.named(names) {
            return Resolution { boundary, reason: Some(by_name(name)) };
        }
        let is_nowhere = matches!(meaning, Meaning::Library { .. } | Meaning::Own(Own { file: None, .. }));
        if is_nowhere && jvm::is_stub(language, name) && !self.is_foreign(language, path, target) {
            return Resolution { boundary: Boundary::OwnService, reason: Some("is a generated client".into()) };
        }
        let outside = match meaning {
            Meaning::Library { .. } => {
                // Only JavaScript tells a package from its members.
                let is_package = language != Language::Python && is_package(language, target);
                let package = || names.iter().rev().filter(|_| is_package).find_map(|name| words::of_module(name));
                let by_idiom = || boundary::idioms::of_names(language, names);
                let by_words = words::of_names(language, names).or_else(package);
                let by_words = by_words.map(|evidence| evidence.boundary).or_else(by_idiom);
                // A class of the test's own that stands in.
                let is_type = names.first().is_some_and(|name| name.starts_with(|first: char| first.is_uppercase()));
                let by_words = by_words.or_else(|| is_type.then(|| words::of_stand_in(names[0])).flatten());
                // `patch.object(response.content, "read")`
                let is_answer = language == Language::Python && target.origin == TargetOrigin::Local;
                let is_answer =
                    is_answer && names.iter().any(|name| words::is_exchange(name) && !words::is_request(name));
                by_words.or_else(|| is_answer.then_some(Boundary::Http))
            }
            Meaning::Own(_) => None,
        };
        let outside = match meaning {
            Meaning::Library { .. } => {
                let outside = outside.or_else(|| self.by_elimination(language, path, name));
                self.by_usings(language, path, name, outside)
            }
            Meaning::Own(_) => outside,
        };
        match outside {
            Some(boundary) => Resolution { boundary, reason: Some(by_name(name)) },
            None if name.starts_with('?') || name == "()" => Resolution { boundary: Boundary::Unknown, reason: None },
            None if matches!(meaning, Meaning::Library { .. })
                && (jvm::is_client(language, name) || ruby::of_gem(language, name).is_some()) =>
            {
                Resolution { boundary: Boundary::Http, reason: Some(by_name(name)) }
            }
            None if jvm::is_spied_on(language, name) => Resolution { boundary: Boundary::OwnCode, reason: None },
            None if matches!(meaning, Meaning::Library { .. }) && self.is_foreign(language, path, target) => {
                let boundary = if jvm::is_value(name) { Boundary::OwnCode } else { Boundary::Unknown };
                Resolution { boundary, reason: None }
            }
            // Nobody here has written it and no table knows it.
            None if matches!(meaning, Meaning::Library { .. }) && is_package(language, target) => {
                // What a module of the project has made of it, a class of its own among that, is the project's.
                let is_made = matches!(meaning, Meaning::Library { name, through: Some(_) } if name.contains("()"));
                let boundary = if is_made { Boundary::OwnCode } else { Boundary::Unknown };
                Resolution { boundary, reason: None }
            }
            None => Resolution { boundary: Boundary::OwnCode, reason: None },
        }
    }
}

/// What answers a client of HTTP that names no address, where the file or its folder is named after something that is
/// talked to in HTTP: a model in `Providers/OpenAi/ClientTest.php`.
fn of_place(path: &str, target: Option<&str>, boundary: Boundary, kind: Kind) -> Option<Resolution> {
    /// Clients that are whoever's they are made for.
    const CLIENTS: &[&str] = &[
        "GuzzleHttp.Client",
        "GuzzleHttp.ClientInterface",
        "Psr.Http.Client.ClientInterface",
        "Symfony.Contracts.HttpClient.HttpClientInterface",
        "Symfony.Component.HttpClient.HttpClient",
        "Faraday.Connection",
        "Faraday.Request",
        "Faraday.Response",
    ];
    let is_route = target.is_none() && matches!(kind, Kind::HttpRoute | Kind::HttpIntercept);
    let is_open = is_route || target.is_some_and(|target| CLIENTS.contains(&target));
    if boundary != Boundary::Http || !is_open {
        return None;
    }
    let (named, boundary) = hosts::of_place(path)?;
    Some(Resolution { boundary, reason: Some(by_name(named)) })
}

/// The boundary of a Ruby constant that is written as the language writes it, from the root (`::Socket`) or in a text of
/// the standard library's (`double("Net::HTTP")`): the project's own of that name is not meant.
fn of_standard_constant(language: Language, name: &str) -> Option<Boundary> {
    const HEADS: &[&str] = &["Net", "IO", "File", "Process", "OpenSSL", "Etc"];
    /// Those that a project's own class of the name is never meant by where no namespace stands before it.
    const BARE: &[&str] =
        &["File", "Dir", "IO", "FileUtils", "Open3", "Process", "Time", "Date", "DateTime", "SecureRandom", "Encoding"];
    if language != Language::Ruby {
        return None;
    }
    let is_standard = match name.split_once("::") {
        Some((head, _)) => head.is_empty() || HEADS.contains(&head),
        None => name.split_once('.').is_some_and(|(head, _)| BARE.contains(&head)),
    };
    let dotted = name.replace("::", ".");
    is_standard.then(|| boundary::of_global(language, dotted.trim_start_matches('.'))).flatten()
}

/// Whether a site is a member of the module that the site around it puts in place.
fn is_member_of_module(outer: &Site, inner: &Site) -> bool {
    outer.kind == Kind::ModuleMock && inner.kind == Kind::MockObject && inner.target.is_none()
}

/// What a member of a replaced module stands for: the module's own boundary, where that lies outside the program.
fn within(inner: Resolution, outer: &Resolution) -> Resolution {
    if matches!(outer.boundary, Boundary::OwnCode | Boundary::Unknown) { inner } else { outer.clone() }
}

/// Whether a double is named after a thing of the program, as far as its name tells.
fn is_own_thing(language: Language, site: &Site) -> bool {
    // What `mockall_double` swaps is of the crate itself, and a double that a test of Go's defines is one of its interfaces.
    let is_own = matches!((language, site.kind), (Language::Rust, Kind::ModuleMock) | (Language::Go, Kind::MockObject));
    if is_own && site.target.is_none() {
        return true;
    }
    (boundary::is_script(language) || matches!(language, Language::Java | Language::Kotlin | Language::Ruby))
        && site.kind == Kind::MockObject
        && site.target.is_none()
        // A type that is written tells more than the name does, even where nobody knows it.
        && (boundary::is_script(language) || !site.given.iter().any(|given| given.split(' ').any(is_type)))
        && (is_unnamed_function(language, site) || site.names().is_some_and(|name| {
            !plain::says_nothing(language, name) && (language != Language::Ruby || !is_general(name))
                // A function that the program is handed stands for whatever of the program's is called there.
                || plain::is_called_back(language, name) && is_handed_on(site)
                || is_listening(language, site)
        }))
}

/// Whether a double of a script's is told what happens, whatever it is called: `service.on("closed", spy)`.
fn is_listening(language: Language, site: &Site) -> bool {
    const LISTENING: &[&str] = &[".on(", ".once(", ".off(", ".addListener(", ".addEventListener(", ".subscribe("];
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    let mut traces = site.given.iter().filter(|_| is_ours).flat_map(|given| given.split(' '));
    traces.any(|trace| LISTENING.iter().any(|listening| trace.ends_with(listening)))
}

/// Whether a double of a script's has no name and stands in what something is handed: `middleware(context, vi.fn())`.
fn is_unnamed_function(language: Language, site: &Site) -> bool {
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    is_ours && site.names().is_none() && is_handed_on(site)
}

/// Whether what an object of a script's is made of says nothing of what it stands for: `Object.assign(new EventEmitter(), { kill })`.
fn is_bare_emitter(language: Language, trace: &str) -> bool {
    let trace = trace.strip_prefix("node:").unwrap_or(trace);
    matches!(language, Language::JavaScript | Language::TypeScript)
        && ["events.", "stream."].iter().any(|module| trace.starts_with(module))
}

/// Whether a double is handed to something.
fn is_handed_on(site: &Site) -> bool {
    site.given.iter().any(|given| given.split(' ').any(|trace| trace.ends_with('(')))
}

/// Whether a trace is a type, and not what a double is handed in for.
fn is_type(trace: &str) -> bool {
    trace.contains('(') && !trace.contains("()#")
}

/// Whether a target's name begins with a package that the file names, and not with a place or a name of its own.
fn is_package(language: Language, target: &Target) -> bool {
    boundary::is_script(language)
        && matches!(target.origin, TargetOrigin::Text | TargetOrigin::Import)
        && !target.name.starts_with(['.', '/', '~', '#'])
        && !target.name.starts_with("@/")
}

/// The boundary of a name that no module of the project defines.
fn of_outside(language: Language, name: &str, origin: TargetOrigin) -> Option<Boundary> {
    match origin {
        TargetOrigin::Text | TargetOrigin::Import => {
            boundary::of_library(language, name).or_else(|| boundary::of_global(language, name))
        }
        TargetOrigin::Spec | TargetOrigin::Local => {
            // C# names a type with its namespace where no `using` does.
            let is_whole = language == Language::CSharp && name.contains('.');
            let whole = || boundary::of_library(language, name).filter(|_| is_whole);
            boundary::of_global(language, name).or_else(whole)
        }
    }
}

/// What a double's name says beyond its words: a response or `fetch` is of HTTP, a member that is assigned over is own code.
fn of_given(name: &str) -> Option<Boundary> {
    if name.split('.').any(words::is_exchange) {
        return Some(Boundary::Http);
    }
    let (head, last) = name.rsplit_once('.')?;
    let of_double = words::is_of_double(head) || matches!(last, "return_value" | "side_effect");
    (!of_double).then_some(Boundary::OwnCode)
}

/// A double that is named after a client of something that nobody here knows: `MockBillingClient`, `fakeDNSClient`.
fn of_named_client(site: &Site) -> Option<Resolution> {
    let named = site.given.as_deref().into_iter().flat_map(|given| given.split(' ')).chain(defined_name(site));
    let mut last = named.filter_map(|name| name.trim_end_matches(['(', ')']).rsplit('.').next());
    let name = last.find(|name| words::is_named_client(name))?;
    Some(Resolution { boundary: Boundary::Http, reason: Some(by_name(name)) })
}

/// What a script's double that is named as the client of something answers with, where the names behind tell nothing:
/// `mock_billing_client.invoices.create`.
fn of_client_member(language: Language, names: &[&str]) -> Option<Boundary> {
    let own = usize::from(matches!(names.first(), Some(&("self" | "this"))));
    let [client, _, ..] = names.get(own..)? else { return None };
    (boundary::is_script(language) && words::is_named_client(client)).then_some(Boundary::Http)
}

/// Whether nothing but a word of request and response tells what a double stands for.
fn is_mere_exchange(name: &str) -> bool {
    let names: Vec<&str> = name.split('.').collect();
    words::of_segments(&names).is_none()
        && words::of_answer(name).is_none()
        && names.iter().any(|name| words::is_exchange(name))
}

/// A Ruby double is given the name of an object of the project's own, where that is not so general that it may be anything; a
/// script's that is called as what a component of a page calls back (`onSelect`) is a thing of the program's.
fn of_named_double(language: Language, name: &str) -> Option<Boundary> {
    let is_called_back = || {
        let behind = name.strip_prefix("on");
        behind.is_some_and(|behind| behind.starts_with(|first: char| first.is_ascii_uppercase()))
    };
    if matches!(language, Language::JavaScript | Language::TypeScript) && is_called_back() {
        return Some(Boundary::OwnCode);
    }
    let named = words::without_double(name).filter(|_| language == Language::Ruby)?;
    (!is_general(&named)).then_some(Boundary::OwnCode)
}

/// Whether a name of Ruby's may be that of anything: `client`, `result`.
fn is_general(name: &str) -> bool {
    #[rustfmt::skip]
    const GENERAL: &[&str] = &[
        "client", "service", "object", "response", "result", "server", "credential", "thing", "io", "connection", "conn", "channel",
        "output", "socket", "file",
    ];
    words::words(name).iter().any(|word| GENERAL.contains(&word.as_str()) || word.len() < 3)
}

/// A hand-written double is named after what it stands for.
fn defined_name(site: &Site) -> Option<&str> {
    matches!(site.kind, Kind::HandwrittenDouble | Kind::DoubleUse)
        .then(|| site.scope.rsplit("::").next())
        .flatten()
        .filter(|name| !name.is_empty())
}

fn by_name(name: &str) -> Arc<str> {
    format!("by its name, `{name}`").into()
}

fn through_reason(path: &str, name: &str) -> Arc<str> {
    format!("{path} takes it from `{name}`").into()
}
