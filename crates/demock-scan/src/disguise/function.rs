//! Functions that are written to be put in the place of another.
//!
//! Invariant: methods of classes are none. Absent on purpose: lambdas, which belong to the call that they stand in.

use super::class::Class;
use crate::facts::{Facts, ScopeId, ScopeKind};
use demock_model::Language;

/// Every function of a file that may be handed on by its name.
pub(super) fn functions(language: Language, source: &[u8], facts: &Facts, classes: &[Class]) -> Vec<ScopeId> {
    if matches!(language, Language::Java | Language::CSharp) {
        // What is handed on there is an object or a lambda.
        return Vec::new();
    }
    let mut is_method = vec![false; facts.scopes.len()];
    for method in classes.iter().flat_map(|class| &class.methods) {
        is_method[*method as usize] = true;
    }
    let scopes = (0..).zip(&facts.scopes).skip(1);
    let free = scopes.filter(|(id, scope)| {
        let parent = facts.scopes[scope.parent as usize];
        let in_class = parent.kind == ScopeKind::Class
            && !(language == Language::Rust && parent.header.of(source).starts_with(b"mod"));
        let assigned = matches!(source[..scope.name.start as usize].last(), Some(b'.' | b'\'' | b'"'));
        scope.kind == ScopeKind::Function
            && !is_method[*id as usize]
            && !in_class
            && !assigned
            && scope.name.start < scope.name.end
    });
    free.map(|(id, _)| id).collect()
}
