//! Texts with code inside, as languages with quotes, `{` and `}` have them.
//!
//! Absent on purpose: what ends such a text and where its code begins, which each language says itself.

use super::levels::{Escape, Holds, Owns, Template, Then};
use super::text;
use super::{Braces, Dialect};
use crate::language::never::Never;

/// Finds the first stop of a text in the source, from an offset on; `None` where there is none.
pub(crate) type Find = fn(&[u8], usize, Template) -> Option<Stop>;

/// What stops the reading of a text.
pub(crate) enum Stop {
    /// Its end, just after the quotes.
    End(usize),
    /// The brace of code inside.
    Code(usize),
    /// It is never closed; reading goes on here.
    Open(usize),
}

/// The first stop of a text whose content goes on at `from`.
pub(crate) fn next_stop(never: &Never, source: &[u8], from: usize, template: Template, find: Find) -> Stop {
    // Only a text over several lines is looked for beyond its own.
    let look = || find(source, from, template);
    let found = match template.escape {
        Escape::Backslash => look(),
        Escape::Doubling | Escape::Nothing => {
            never.find(&[template.quotes, template.braces, template.escape as u8], from, look)
        }
    };
    found.unwrap_or_else(|| Stop::Open(text::line_end(source, from)))
}

impl<D: Dialect> Braces<'_, '_, D> {
    /// The text goes on at `self.at`, up to its end or the next code in it.
    pub(crate) fn string_rest(&mut self, template: Template, find: Find) {
        let start = self.at;
        match next_stop(&self.never, self.source, self.at, template, find) {
            Stop::End(end) => {
                self.at = end;
                self.builder.operand(start);
            }
            Stop::Code(brace) => {
                self.at = brace;
                self.builder.end_path();
                self.open_group(b'{', Holds::Template(template), Owns::Nothing, Then::GoesOn);
            }
            Stop::Open(resume) => {
                self.at = resume;
                self.unclosed(start, "a text is opened and never closed");
            }
        }
    }
}
