//! Where words stand: comments beside and above a place, the text that a definition or a file begins with.
//!
//! Invariant: what is read is bounded, whatever the file holds. Absent on purpose: what the words mean (`words`).

use super::TEXT_BYTES_MAX;
use demock_model::Language;
use memchr::{memchr, memmem, memrchr};

/// Bytes behind an expression within which its line must end.
const BEHIND_BYTES_MAX: usize = 256;

/// Lines above a definition that are looked at, annotations included.
const LINES_MAX: usize = 40;

/// What begins a comment that ends with its line.
fn line_marks(language: Language) -> &'static [&'static [u8]] {
    match language {
        Language::Python | Language::Ruby => &[b"#"],
        Language::Php => &[b"//", b"#", b"*", b"/*"],
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Rust
        | Language::TypeScript => &[b"//", b"*", b"/*"],
    }
}

/// The comment that follows on the line of an expression's end.
pub(super) fn behind(language: Language, source: &[u8], end: usize) -> &[u8] {
    let rest = source.get(end..).unwrap_or_default();
    let rest = &rest[..rest.len().min(BEHIND_BYTES_MAX)];
    // Who stands further on the line of a longer one is not read for each of them.
    let Some(line) =
        memchr(b'\n', rest).map(|end| &rest[..end]).or_else(|| (end + rest.len() == source.len()).then_some(rest))
    else {
        return &[];
    };
    let mark: &[u8] = if matches!(language, Language::Python | Language::Ruby) { b" #" } else { b" //" };
    memmem::rfind(line, mark).map_or(&[], |at| &line[at..])
}

/// The comment lines directly above the line of an offset; annotations between are passed over.
pub(super) fn above(language: Language, source: &[u8], offset: usize) -> &[u8] {
    // A line that is longer holds no comment that a person reads.
    let start_of_line = |at: usize| {
        let from = at.saturating_sub(TEXT_BYTES_MAX);
        memrchr(b'\n', &source[from..at]).map_or((from == 0).then_some(0), |newline| Some(from + newline + 1))
    };
    let Some(mut at) = start_of_line(offset.min(source.len())) else { return &[] };
    let (mut end, mut start) = (at, at);
    for _ in 0..LINES_MAX {
        if at == 0 || end - at > TEXT_BYTES_MAX {
            break;
        }
        let Some(above) = start_of_line(at - 1) else { break };
        let line = source[above..at].trim_ascii();
        if line_marks(language).iter().any(|mark| line.starts_with(mark)) && !line.starts_with(b"#[") {
            (at, start) = (above, above);
        } else if start == end && (line.starts_with(b"@") || line.starts_with(b"[") || line.starts_with(b"#[")) {
            (at, start, end) = (above, above, above);
        } else {
            break;
        }
    }
    &source[start..end]
}

/// The text that stands first in the body of a definition whose header ends at an offset.
pub(super) fn docstring(source: &[u8], header_end: usize) -> &[u8] {
    let rest = source.get(header_end..).unwrap_or_default();
    let rest = rest.strip_prefix(b":").unwrap_or(rest).trim_ascii_start();
    let rest = rest.strip_prefix(b"r").unwrap_or(rest);
    for quotes in [&b"\"\"\""[..], b"'''", b"\""] {
        if let Some(text) = rest.strip_prefix(quotes) {
            let text = &text[..text.len().min(TEXT_BYTES_MAX)];
            return &text[..memmem::find(text, quotes).unwrap_or(text.len())];
        }
    }
    &[]
}

/// The first text or comment of a file that is no licence.
pub(super) fn head(language: Language, source: &[u8]) -> &[u8] {
    let mut rest = &source[..source.len().min(4 * TEXT_BYTES_MAX)];
    while !rest.is_empty() {
        if language == Language::Python {
            let text = docstring(rest, 0);
            if !text.is_empty() {
                return text;
            }
        }
        let (mut end, mut has_words, mut is_licence) = (0, false, false);
        // Comment lines, up to one that is none.
        while end < rest.len() {
            let next = memchr(b'\n', &rest[end..]).map_or(rest.len(), |newline| end + newline + 1);
            let line = rest[end..next].trim_ascii();
            if !line_marks(language).iter().any(|mark| line.starts_with(mark)) {
                break;
            }
            let lower = line.to_ascii_lowercase();
            is_licence |=
                [&b"licen"[..], b"copyright", b"spdx"].iter().any(|word| memmem::find(&lower, word).is_some());
            has_words |= line.iter().any(u8::is_ascii_alphabetic) && !line.starts_with(b"#!");
            end = next;
        }
        if has_words && !is_licence {
            return &rest[..end.min(TEXT_BYTES_MAX)];
        }
        let next = memchr(b'\n', &rest[end..]).map_or(rest.len(), |newline| end + newline + 1);
        let is_blank = rest[end..next].trim_ascii().is_empty();
        if end == 0 && !is_blank {
            return &[];
        }
        rest = if is_blank { &rest[next..] } else { &rest[end..] };
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn heads_pass_over_licences() {
        let head = |language, source: &'static str| text(head(language, source.as_bytes())).trim();
        assert_eq!(head(Language::Python, "#!/usr/bin/env python\n# Copyright me\n\n\"\"\"Real.\"\"\"\nx\n"), "Real.");
        assert_eq!(head(Language::Python, "# Licence X\n\n# Real\nimport a\n"), "# Real");
        assert_eq!(
            head(Language::Go, "// Copyright me\n\n// Package a is real.\npackage a\n"),
            "// Package a is real."
        );
        assert_eq!(head(Language::Java, "package a;\n/** Real */\nclass A {}\n"), "");
        assert_eq!(head(Language::TypeScript, "/**\n * Real\n */\nimport a\n"), "/**\n * Real\n */");
    }

    #[test]
    fn above_passes_over_annotations() {
        let source = b"x\n// one\n// two\n@Test\nvoid a() {}\n";
        assert_eq!(text(above(Language::Java, source, 24)), "// one\n// two\n");
        let source = b"# far\n\ndef a():\n";
        assert_eq!(text(above(Language::Python, source, 8)), "");
    }

    #[test]
    fn behind_is_the_rest_of_the_line() {
        let source = b"a = Mock()  # real\nb # c\n";
        assert_eq!(text(behind(Language::Python, source, 10)), " # real");
        assert_eq!(text(behind(Language::Go, b"f(\"http://a\") // live", 13)), " // live");
    }
}
