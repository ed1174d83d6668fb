//! Files of variables: `.env`, `env_file`.
//!
//! Source: Compose's format of an `env_file`: `NAME=value` lines, comments, `export`, single quotes as they stand, double quotes
//! with escapes, both over several lines. Absent on purpose: variables within values.

/// The variables in order; what is no variable is passed over, as Compose does with blank lines and comments.
pub(crate) fn parse(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        rest = after;
        let line = line.trim_start();
        let line = line.strip_prefix("export ").map_or(line, str::trim_start);
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim_end();
        if line.starts_with('#') || name.is_empty() || name.contains(char::is_whitespace) {
            continue;
        }
        let value = value.trim_start();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let value = match quote {
            None => plain(value),
            Some(quote) => {
                // A quoted value may go on over lines: it is read from where it begins.
                let start = value.as_ptr() as usize - text.as_ptr() as usize + 1;
                let (value, end) = quoted(&text[start..], quote);
                if start + end > text.len() - rest.len() {
                    rest = split_line(&text[start + end..]).1;
                }
                value
            }
        };
        found.push((name.to_owned(), value));
    }
    found
}

fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// A value without quotes, up to a comment.
fn plain(value: &str) -> String {
    let end = value.find(" #").unwrap_or(value.len());
    value[..end].trim_end().to_owned()
}

/// A value up to its closing quote, and how long it is as written.
fn quoted(text: &str, quote: char) -> (String, usize) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == quote => return (value, at + 1),
            '\\' if quote == '"' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, 't')) => value.push('\t'),
                Some((_, other)) => value.push(other),
                None => value.push('\\'),
            },
            _ => value.push(character),
        }
    }
    (value, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_line() {
        let text = "# comment\n\nA=1\nexport B = two # why\nC='a $b \\n'\nD=\"x\\ny\" # z\nE=\nnot a variable\nF=\"one\ntwo\"\nG=a#b\n";
        let expected =
            [("A", "1"), ("B", "two"), ("C", "a $b \\n"), ("D", "x\ny"), ("E", ""), ("F", "one\ntwo"), ("G", "a#b")];
        let seen = parse(text);
        let seen: Vec<(&str, &str)> = seen.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_never_closed_ends_with_the_file() {
        assert_eq!(parse("A=\"x\nB=1\n"), [("A".to_owned(), "x\nB=1\n".to_owned())]);
        assert_eq!(parse("="), []);
    }
}
