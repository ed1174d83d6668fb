//! Cuts a source line around a finding so that it fits a given width.

use crate::escape::{take, take_end, terminal, width};
use crate::source::SourceLines;
use demock_model::Place;

/// A source line ready to be shown, with the part to underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The line, cut and safe for a terminal.
    pub(crate) text: String,
    /// Columns before the underline.
    pub(crate) indent: usize,
    /// Columns of the underline, at least one.
    pub(crate) underline: usize,
}

/// The first line of a place, at most `columns` wide, or `None` where the source is not to be had. Common indentation
/// is dropped; a place behind the right edge moves the window.
pub(crate) fn excerpt(source: &dyn SourceLines, path: &str, place: Place, columns: usize) -> Option<Excerpt> {
    let line = source.line(path, place.line)?;
    let line = line.trim_end_matches(['\r', '\n']);
    let last = if place.end_line == place.line { place.end_column } else { u32::MAX };
    let (before, marked, after) = split(line, place.column, last);
    let (before, marked, after) =
        (terminal(before.trim_start()), terminal(marked.trim_end()), terminal(after.trim_end()));
    // The underlined part gets up to two thirds; what stands before it is cut from its left.
    let marked = cut_right(&marked, (columns * 2 / 3).max(columns.saturating_sub(width(&before))));
    let before = cut_left(&before, columns.saturating_sub(width(&marked)));
    let after = cut_right(&after, columns.saturating_sub(width(&before) + width(&marked)));
    let (indent, underline) = (width(&before), width(&marked).max(1));
    Some(Excerpt { text: format!("{before}{marked}{after}"), indent, underline })
}

/// The text of a place on its first line, at most `columns` wide.
pub(crate) fn marked(source: &dyn SourceLines, path: &str, place: Place, columns: usize) -> Option<String> {
    let line = source.line(path, place.line)?;
    let last = if place.end_line == place.line { place.end_column } else { u32::MAX };
    let (_, marked, _) = split(line.trim_end(), place.column, last);
    (!marked.is_empty()).then(|| cut_right(&terminal(marked.trim_end()), columns))
}

/// Splits at one-based columns that count characters; columns past the end are the end.
fn split(line: &str, column: u32, end_column: u32) -> (&str, &str, &str) {
    let byte =
        |column: u32| line.char_indices().nth(column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at);
    let start = byte(column);
    let end = byte(end_column).max(start);
    (&line[..start], &line[start..end], &line[end..])
}

fn cut_right(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    match columns {
        0 => String::new(),
        columns => format!("{}…", take(text, columns - 1)),
    }
}

fn cut_left(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    match columns {
        0 => String::new(),
        columns => format!("…{}", take_end(text, columns - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    struct Line(&'static str);
    impl SourceLines for Line {
        fn line(&self, _path: &str, _line: u32) -> Option<Cow<'_, str>> {
            Some(Cow::Borrowed(self.0))
        }
    }

    #[track_caller]
    fn check(line: &'static str, (column, end_column): (u32, u32), columns: usize, text: &str, underline: &str) {
        let place = Place { line: 1, column, end_line: 1, end_column };
        let seen = excerpt(&Line(line), "a", place, columns).map(|it| {
            assert!(width(&it.text) <= columns, "{} does not fit {columns}", it.text);
            (it.text, format!("{}{}", " ".repeat(it.indent), "^".repeat(it.underline)))
        });
        assert_eq!(seen, Some((text.to_owned(), underline.to_owned())));
    }

    #[test]
    fn underlines_what_was_found() {
        check("    x = Mock()\r", (9, 15), 40, "x = Mock()", "    ^^^^^^");
        check("\tx\t= Mock()", (6, 12), 40, "x    = Mock()", "       ^^^^^^");
        check("日本 = Mock()", (6, 12), 40, "日本 = Mock()", "       ^^^^^^");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        check("aaaaaaaaaaaaaaaaaaaaMock()bbbbbbbbbbbbb", (21, 27), 12, "…aaaaaMock()", "      ^^^^^^");
        check("aaaaaaaaaaaaaaaaaaaaMock(bbbbbbbbbbbbbbbbbbbbbbb)", (21, 50), 12, "…aaaMock(bb…", "    ^^^^^^^^");
        check("Mock(aaaaaaaaaaaaaaaaaaaaa)", (1, 28), 12, "Mock(aaaaaa…", "^^^^^^^^^^^^");
    }

    #[test]
    fn places_outside_the_line_do_not_break() {
        check("x", (40, 50), 20, "x", " ^");
        check("", (1, 1), 20, "", "^");
        check("x", (0, 0), 20, "x", "^");
    }
}
