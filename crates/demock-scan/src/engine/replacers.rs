//! What others must know of a file: functions that replace a variable of their package, with calls of those of others, traits
//! that its types implement for the product, and types that its name does not tell of.

use super::Matcher;
use crate::boundary;
use crate::facts::{CallForm, Import, Scope, ScopeId, ScopeKind, Span};
use crate::interest::Interest;
use crate::language::go::{replacers, signature};
use crate::resolve::Aliases;
use crate::ruleset;
use crate::site::{Implementation, Replacer};
use demock_model::Language;
use std::sync::Arc;

/// What a call of such a function stands for, behind the replaced variable's name.
pub(crate) const REPLACED: &str = ".replaced:";

/// The interest of the rules with the names of functions of other files that replace something.
pub(super) fn interest(of_rules: &Interest, aliases: &Aliases) -> Option<Interest> {
    let names = aliases.pairs().iter().filter(|(_, known)| known.ends_with(REPLACED));
    let mut names = names.map(|(name, _)| ruleset::last_name(name)).peekable();
    names.peek()?;
    let mut interest = of_rules.clone();
    names.for_each(|name| interest.add_last(name));
    Some(interest)
}

impl Matcher<'_> {
    /// The functions of this file by which others can replace a variable.
    pub(super) fn replacers(&self) -> Vec<Replacer> {
        if self.facts().replacers.is_empty() {
            return Vec::new();
        }
        let closed = replacers::closed(self.bytes(), self.facts());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).as_ref().into();
        closed
            .into_iter()
            .map(|(name, variable)| Replacer { name: text(name), variable: text(variable.of(self.bytes())) })
            .collect()
    }

    /// The traits that this file's types implement for the product. Of Go's, where what a type implements is written down
    /// nowhere, the methods of types that stand beside a client of something outside.
    pub(super) fn implementations(&self) -> Vec<Implementation> {
        let facts = self.facts();
        if self.resolver.language == Language::Go && !self.role.is_test() {
            return self.methods_of_clients();
        }
        if facts.implementations.is_empty() || self.role.is_test() {
            return Vec::new();
        }
        let in_tests = facts.in_tests(self.role);
        // What a macro of doubles is told to implement: `mock! { pub Store {} impl Store for Store { … } }`.
        let macros = facts.calls.iter().filter(|call| call.form == CallForm::Macro).map(|call| call.args);
        let macros: Vec<Span> = macros.collect();
        let is_double = |scope: ScopeId| {
            let start = facts.scopes[scope as usize].header.start;
            macros.iter().any(|body| body.start <= start && start < body.end)
        };
        let of_product =
            facts.implementations.iter().filter(|known| !in_tests[known.scope as usize] && !is_double(known.scope));
        let text = |span: Span| Arc::from(span.text(self.source()));
        let name = |scope: ScopeId| text(facts.scopes[scope as usize].name);
        of_product.map(|known| Implementation { of: text(known.of), name: name(known.scope) }).collect()
    }

    fn methods_of_clients(&self) -> Vec<Implementation> {
        let facts = self.facts();
        let is_outside = |import: &Import| {
            let known = boundary::of_library(Language::Go, &self.resolver.import_text(import));
            known.is_some_and(boundary::is_outside)
        };
        let is_generated = facts.generator.is_some();
        if is_generated || !facts.imports.iter().any(is_outside) {
            return Vec::new();
        }
        let methods = facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function && scope.parent == 0);
        let known = methods.filter_map(|scope| {
            let end = (scope.header.start as usize + signature::HEADER_BYTES_MAX).min(self.bytes().len());
            let header = Span::new(scope.header.start as usize, end.min(scope.end.max(scope.header.end) as usize));
            signature::of_method(header.text(self.source()))
        });
        known.map(|method| Implementation { of: method.shape.into(), name: method.receiver.into() }).collect()
    }

    /// The types at the top of this file, or of its namespaces, where there are several and the language finds them by package.
    pub(super) fn types(&self) -> Vec<Arc<str>> {
        let facts = self.facts();
        if !matches!(self.resolver.language, Language::Java | Language::Kotlin | Language::CSharp) {
            return Vec::new();
        }
        let is_namespace = |scope: &Scope| scope.header.of(self.bytes()).starts_with(b"namespace");
        let is_type = |scope: &&Scope| {
            let around = &facts.scopes[scope.parent as usize];
            scope.kind == ScopeKind::Class && !is_namespace(scope) && (scope.parent == 0 || is_namespace(around))
        };
        let types: Vec<&Scope> = facts.scopes.iter().skip(1).filter(is_type).collect();
        if types.len() < 2 {
            return Vec::new();
        }
        types.into_iter().map(|scope| Arc::from(scope.name.text(self.source()))).collect()
    }
}
