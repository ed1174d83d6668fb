//! Interfaces that a program writes its lines through: each of their methods is named after a sort of line (`LogInfo`, `Debug`).
//!
//! Who implements such an interface writes to a log, to a terminal or to a page that shows both, so that implementers need not agree.
//! Invariant: every method is one. Absent on purpose: classes with code, whose bodies tell.

use super::{Class, MEMBERS_MAX, has_many_interfaces};
use crate::boundary::words::words;
use crate::language::is_word;
use crate::project::Project;
use demock_model::Boundary;

/// Fewer methods than these may be named so by chance.
const METHODS_MIN: usize = 2;

impl Project<'_> {
    /// Where lines go, for an interface that does nothing but take them.
    pub(super) fn takes_lines(&self, class: Class) -> Option<Boundary> {
        if !has_many_interfaces(class.language) {
            return None;
        }
        let module = self.module(class.file);
        let methods = || module.definitions_of(class.name).iter().filter(|known| !known.is_class());
        let is_one = (METHODS_MIN..=MEMBERS_MAX).contains(&methods().count())
            && methods().all(|method| {
                let text = self.store.part(&self.tree, class.file, method.span()).unwrap_or_default();
                is_of_line(&text)
            })
            && self.is_interface(class.language, class.file, class.name);
        is_one.then_some(Boundary::Process)
    }
}

/// Whether the method that a text begins with is named after a sort of line.
fn is_of_line(header: &[u8]) -> bool {
    #[rustfmt::skip]
    const SORTS: &[&str] = &[
        "log", "debug", "info", "information", "warn", "warning", "error", "trace", "fatal", "verbose", "critical", "print",
    ];
    /// `LogIn` is no line.
    const OTHERWISE: &[&str] = &["in", "out", "on", "off"];
    let open = memchr::memchr2(b'(', b'<', header).unwrap_or(0);
    let length = header[..open].iter().rev().take_while(|byte| is_word(**byte)).count();
    let name = String::from_utf8_lossy(&header[open - length..open]);
    let words = words(&name);
    words.first().is_some_and(|first| SORTS.contains(&first.as_str()))
        && !words.get(1).is_some_and(|second| OTHERWISE.contains(&second.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_of_line;

    #[test]
    fn methods_that_take_lines() {
        for header in ["void LogSectionStart(string message, string? description);", "fun debug(text: String)"] {
            assert!(is_of_line(header.as_bytes()), "{header}");
        }
        for header in ["Task LogIn(User user);", "Task<Rate> Latest();", "int Count { get; }"] {
            assert!(!is_of_line(header.as_bytes()), "{header}");
        }
    }
}
