//! What tells what an object stands for that is written by hand: the names that it is given, the type that it has, what it is
//! handed to. An object that a library makes is asked the same.

use super::Matcher;
use crate::facts::{Call, CallForm, Head, Path, Position, Span};
use crate::suspect::Suspect;
use demock_model::Language;
use std::sync::Arc;

impl Matcher<'_> {
    /// The traces of an object without a class, for the project's own resolution. What has a name of its own is asked for that.
    pub(super) fn given_to_written(&self, suspect: &Suspect) -> Option<Arc<str>> {
        let has_objects =
            matches!(self.resolver.language, Language::Python | Language::JavaScript | Language::TypeScript);
        if !has_objects || suspect.rule != "literal" || suspect.target.is_some() {
            return None;
        }
        let span = suspect.span;
        let before = self.bytes().get(..span.start as usize)?;
        // A call of nothing that stands where the object does.
        let place = Call {
            path: Path { head: Head::Opaque, first: 0, count: 0, start: span.start },
            form: CallForm::Plain,
            position: Position::Expression,
            scope: suspect.scope,
            type_args: None,
            args: Span { start: span.end, end: span.end },
            end: span.end,
            statement: span.start,
            parent: None,
        };
        let (traces, _) = self.traces(&place, before);
        (!traces.is_empty()).then(|| traces.join(" ").into())
    }
}
