//! Which interface a type of Go's is checked against, where the file has the compiler do that.
//!
//! Invariant: linear in the source. Absent on purpose: interfaces that nobody names, which a type has by its methods alone (`project`).

use crate::facts::Span;
use crate::language::is_word;

/// What interfaces begin with that say how a value behaves and not what it stands for, and the one that answers whoever comes in.
const OF_VALUES: &[&[u8]] = &[
    b"http.ResponseWriter",
    b"fmt.",
    b"json.",
    b"yaml.",
    b"sort.",
    b"io.",
    b"encoding.",
    b"xml.",
    b"flag.",
    b"pflag.",
    b"heap.",
];

/// The types of a file that the compiler is told to check against an interface, each with the interface: `var _ Store = (*fake)(nil)`,
/// as Effective Go has it ("Interface checks").
pub(crate) fn of_file(source: &[u8]) -> Vec<(&[u8], Span)> {
    let checks = memchr::memmem::find_iter(source, b"_ ").filter_map(|at| {
        let line = memchr::memrchr(b'\n', &source[..at]).map_or(0, |line| line + 1);
        if !matches!(source[line..at].trim_ascii(), b"" | b"var") {
            return None;
        }
        let end = memchr::memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length);
        check(source, at + b"_ ".len(), end)
    });
    checks.collect()
}

/// The type and the interface of one check, which begins with the interface.
fn check(source: &[u8], start: usize, end: usize) -> Option<(&[u8], Span)> {
    let is_path = |byte: &u8| is_word(*byte) || *byte == b'.';
    let start = start + source[start..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let length = source[start..end].iter().take_while(|byte| is_path(byte)).count();
    let interface = &source[start..start + length];
    if length == 0 || interface == b"error" || OF_VALUES.iter().any(|package| interface.starts_with(package)) {
        return None;
    }
    let value = source[start + length..end].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let openings: [&[u8]; 4] = [b"(*", b"&", b"new(", b""];
    let name = openings.iter().find_map(|opening| value.strip_prefix(*opening))?;
    let name = &name[..name.iter().take_while(|byte| is_word(**byte)).count()];
    (!name.is_empty()).then_some((name, Span::new(start, start + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(source: &str, expected: &[(&str, &str)]) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let found = of_file(source.as_bytes());
        let found: Vec<_> = found.iter().map(|(name, of)| (text(name), text(of.of(source.as_bytes())))).collect();
        let expected: Vec<_> = expected.iter().map(|(name, of)| ((*name).to_owned(), (*of).to_owned())).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn every_form_of_a_check_is_read() {
        holds("var _ Store = (*fake)(nil)\n", &[("fake", "Store")]);
        holds("package a\nvar _ kept.Store = &fake{}\n", &[("fake", "kept.Store")]);
        holds("var _ Store = fake{}", &[("fake", "Store")]);
        holds("var _  Store  =  new(fake)", &[("fake", "Store")]);
        holds("var _ Store = (*fake[int])(nil)", &[("fake", "Store")]);
        holds("var (\n\t_ Store = (*fake)(nil)\n\t_ Clock = still{}\n)\n", &[("fake", "Store"), ("still", "Clock")]);
    }

    #[test]
    fn what_checks_nothing_or_says_how_a_value_behaves_is_none() {
        holds("for _ , it := range all {\n", &[]);
        holds("var _ = fake{}\n", &[]);
        holds("x, _ = f()\nfunc f(_ Store) {}\n", &[]);
        holds("var _ error = (*wrong)(nil)\nvar _ fmt.Stringer = name(0)\nvar _ io.Reader = &slow{}\n", &[]);
        holds("var _ http.ResponseWriter = (*answer)(nil)\n", &[]);
        holds("var _ Store =", &[]);
    }
}
