//! What a container hands out that a test asks for a class: `module.get(RatesService)` of Nest, `TestBed.inject(RatesService)` of
//! Angular.
//!
//! Invariant: what is asked for is written as a class is. Absent on purpose: what stands behind a token that is a text.

use super::bound::Binds;
use super::{Resolved, Resolver};
use crate::args::{self, Shape};
use crate::facts::{Call, NameHash, Span};
use crate::language::is_word;
use crate::site::TargetOrigin;
use demock_model::Language;

/// Methods by which containers hand out an object of a class.
const HANDING: &[&str] = &["get", "resolve", "inject"];

impl Resolver<'_> {
    /// The class of which a container is asked for an object.
    pub(super) fn handed_out_by_container(&self, call: &Call) -> Option<Resolved> {
        if !matches!(self.language, Language::JavaScript | Language::TypeScript) {
            return None;
        }
        let asked = self.facts.path_names(call.path).last()?.span.text(self.source);
        if !HANDING.contains(&asked) {
            return None;
        }
        let end = call.args.end.min(call.args.start + args::PATH_BYTES_MAX as u32);
        let arguments = self.arguments(&[]).parse(Span { end, ..call.args });
        let class = arguments.first().filter(|arg| arg.shape == Shape::Path)?.span;
        let name = class.text(self.source);
        // `KAFKA_CLIENT` is a token, which may stand for anything.
        let is_class = name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().any(|byte| byte.is_ascii_lowercase());
        if !is_class || !name.bytes().all(is_word) {
            return None;
        }
        match self.bound(NameHash::of(name.as_bytes()), call.scope, class.start) {
            Some(Binds::Import(at)) => self.bound_text(Binds::Import(at), 0),
            // A name that is itself bound to what a container hands out would end nowhere.
            Some(Binds::Binding(_)) => None,
            None => Some(Resolved { text: name.to_owned(), origin: TargetOrigin::Local }),
        }
    }
}
