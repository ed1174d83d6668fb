//! Makes foreign text safe for the format it lands in.
//!
//! Invariant: nothing that a scanned tree can contain (quotes, markup, control or bidirectional characters) can end an
//! element, start a command or reorder what a reader sees.

use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Whether a character would move the cursor, ring, or reorder text instead of being seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// Text for a terminal: tabs become four blanks, every other unseen character its code.
pub(crate) fn terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if is_unseen(c) => {
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Columns a terminal needs for a text.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to at most `columns` columns, with an ellipsis where something is missing.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = take(text, columns.saturating_sub(1)).to_owned();
    out.push('…');
    out
}

/// The longest beginning that fits.
pub(crate) fn take(text: &str, columns: usize) -> &str {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if width(&text[..next]) > columns {
            break;
        }
        end = next;
    }
    &text[..end]
}

/// The longest ending that fits.
pub(crate) fn take_end(text: &str, columns: usize) -> &str {
    let mut start = text.len();
    for (at, _) in text.char_indices().rev() {
        if width(&text[at..]) > columns {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// The first `limit` characters, with an ellipsis where something is missing.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// Text of an XML element or attribute value. Characters that XML 1.0 cannot hold become their code.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Text of an HTML page: markup is escaped and unseen characters show as their code.
pub(crate) fn html(text: &str) -> String {
    xml(&terminal(text))
}

/// The message of a GitHub workflow command.
pub(crate) fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a GitHub workflow command.
pub(crate) fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A text as Markdown code: long enough a fence, no line breaks. Tables escape their `|` themselves.
pub(crate) fn markdown_code(text: &str) -> String {
    let text = terminal(text);
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A text as Markdown prose: whatever could be markup is escaped, line breaks are blanks. Code spans between single
/// backticks, as messages and replacements use them, stay code. Tables escape their `|` themselves.
pub(crate) fn markdown_prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('`').peekable();
    let mut in_code = false;
    while let Some(piece) = pieces.next() {
        match (in_code, pieces.peek()) {
            (true, Some(_)) => out.push_str(&markdown_code(piece)),
            (true, None) => {
                out.push_str("\\`");
                plain_markdown(piece, &mut out);
            }
            (false, _) => plain_markdown(piece, &mut out),
        }
        in_code = !in_code;
    }
    out
}

fn plain_markdown(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unseen(c) => {
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_moved_or_reordered() {
        assert_eq!(terminal("a\tb\u{1b}[2J\u{202e}c\u{200b}\r"), "a    b<U+001B>[2J<U+202E>c<U+200B><U+000D>");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!((width("日本"), fit("日本語", 5).as_str(), take_end("日本語", 5)), (4, "日本…", "本語"));
    }

    #[test]
    fn xml_holds_no_character_that_xml_forbids() {
        assert_eq!(xml("<a b=\"'\">&\u{0}\n"), "&lt;a b=&quot;&#39;&quot;&gt;&amp;U+0000&#10;");
    }

    // Expected values: GitHub's toolkit escapes % first, then CR and LF, and in properties also `:` and `,`.
    #[test]
    fn workflow_commands_cannot_be_ended_early() {
        assert_eq!(github_data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(github_property("a:b,c%d"), "a%3Ab%2Cc%25d");
    }

    #[track_caller]
    fn check_code(text: &str, expected: &str) {
        assert_eq!(markdown_code(text), expected);
    }

    #[test]
    fn markdown_code_cannot_be_closed_from_inside() {
        check_code("a.b", "`a.b`");
        check_code("a`b", "`` a`b ``");
        check_code("a|b\n</details>", "`a|b<U+000A></details>`");
    }

    #[test]
    fn markdown_prose_keeps_code_and_escapes_the_rest() {
        assert_eq!(markdown_prose("use `a_b` not <b> | _c_"), "use `a_b` not &lt;b&gt; | \\_c\\_");
        assert_eq!(markdown_prose("odd ` tick"), "odd \\` tick");
    }
}
