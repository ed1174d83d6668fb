//! Variables in the values of a Compose file.
//!
//! Source: Compose specification, "Interpolation": `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR-default}`,
//! `${VAR:?error}`, `${VAR?error}`, `${VAR:+replacement}`, `${VAR+replacement}`, which may hold further ones, and `$$`.
//! A `$` before anything else, as in `$(date)`, stays, as in Compose itself. Absent on purpose: where variables come from.

use std::fmt;

/// Why a value cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A variable that must be there is not: its name and what the file says to that.
    Required(String, String),
    /// A `${` with something behind it that is no variable.
    Malformed(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required(name, message) if message.is_empty() => write!(f, "the variable `{name}` must be set"),
            Self::Required(name, message) => write!(f, "the variable `{name}` must be set: {message}"),
            Self::Malformed(text) => write!(f, "`{text}` is no variable"),
        }
    }
}

/// A value put together, and the variables that nothing sets, which stand for nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Interpolated {
    pub(crate) text: String,
    pub(crate) unset: Vec<String>,
}

/// How deep variables may stand in each other's defaults.
const DEPTH_MAX: usize = 16;

/// Puts a value together.
pub(crate) fn interpolate(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Interpolated, Failure> {
    let mut out = Interpolated::default();
    append(text, lookup, &mut out, 0)?;
    Ok(out)
}

fn append(
    text: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
    out: &mut Interpolated,
    depth: usize,
) -> Result<(), Failure> {
    let malformed = |at: usize| Failure::Malformed(text[at..].chars().take(40).collect());
    let mut at = 0;
    while let Some(found) = text[at..].find('$') {
        out.text.push_str(&text[at..at + found]);
        let dollar = at + found;
        let rest = &text[dollar + 1..];
        if rest.starts_with('$') {
            out.text.push('$');
            at = dollar + 2;
        } else if let Some(inner) = rest.strip_prefix('{') {
            let length = closing(inner).filter(|_| depth < DEPTH_MAX).ok_or_else(|| malformed(dollar))?;
            expression(&inner[..length], lookup, out, depth).map_err(|failure| match failure {
                Failure::Malformed(_) => malformed(dollar),
                required @ Failure::Required(..) => required,
            })?;
            at = dollar + 2 + length + 1;
        } else {
            let length = name_length(rest);
            if length == 0 {
                out.text.push('$');
            } else {
                append_variable(&rest[..length], lookup, out);
            }
            at = dollar + 1 + length;
        }
    }
    out.text.push_str(&text[at..]);
    Ok(())
}

/// What stands between braces.
fn expression(
    inner: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
    out: &mut Interpolated,
    depth: usize,
) -> Result<(), Failure> {
    let length = name_length(inner);
    let (name, rest) = inner.split_at(length);
    if length == 0 {
        return Err(Failure::Malformed(inner.to_owned()));
    }
    let (needs_text, operator) = match rest.strip_prefix(':') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let value = lookup(name);
    let is_there = value.as_ref().is_some_and(|value| !needs_text || !value.is_empty());
    let mut operator_and_word = operator.chars();
    let operator = operator_and_word.next();
    let word = operator_and_word.as_str();
    match operator {
        None if !needs_text => append_variable(name, lookup, out),
        Some('-' | '?') if is_there => out.text.push_str(&value.unwrap_or_default()),
        Some('-') => append(word, lookup, out, depth + 1)?,
        Some('?') => {
            let mut message = Interpolated::default();
            append(word, lookup, &mut message, depth + 1)?;
            return Err(Failure::Required(name.to_owned(), message.text));
        }
        Some('+') if is_there => append(word, lookup, out, depth + 1)?,
        Some('+') => {}
        None | Some(_) => return Err(Failure::Malformed(inner.to_owned())),
    }
    Ok(())
}

fn append_variable(name: &str, lookup: &dyn Fn(&str) -> Option<String>, out: &mut Interpolated) {
    match lookup(name) {
        Some(value) => out.text.push_str(&value),
        None => out.unset.push(name.to_owned()),
    }
}

fn name_length(text: &str) -> usize {
    let is_name = |at: usize, byte: u8| byte == b'_' || byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
    text.bytes().enumerate().take_while(|(at, byte)| is_name(*at, *byte)).count()
}

/// Where the brace closes that was opened before a text; braces of variables within it pair.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' if at > 0 && bytes[at - 1] == b'$' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(name: &str) -> Option<String> {
        match name {
            "SET" => Some("value".to_owned()),
            "EMPTY" => Some(String::new()),
            "_N1" => Some("n".to_owned()),
            _ => None,
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(interpolate(text, &lookup).map(|done| done.text), Ok(expected.to_owned()), "{text}");
    }

    /// The table of the Compose specification's section, row by row.
    #[test]
    fn every_form_of_the_specification() {
        check("$SET-${SET}", "value-value");
        check("${SET:-d} ${EMPTY:-d} ${UNSET:-d}", "value d d");
        check("${SET-d} ${EMPTY-d} ${UNSET-d}", "value  d");
        check("${SET:+r}|${EMPTY:+r}|${UNSET:+r}", "r||");
        check("${SET+r}|${EMPTY+r}|${UNSET+r}", "r|r|");
        check("${SET:?no} ${SET?no}${EMPTY?no}", "value value");
        check("$$SET $${SET} $$", "$SET ${SET} $");
        check("${UNSET:-${EMPTY:-${SET}}}", "value");
        check("${UNSET:-a}b} {c}", "ab} {c}");
        check("$_N1.$SET/x", "n.value/x");
    }

    /// Forms that public Compose files have, and that Compose leaves alone (compose-go, `template.go`, the pattern).
    #[test]
    fn a_dollar_before_anything_else_stays() {
        check("echo $(date) > $SET", "echo $(date) > value");
        check("go test -run ^Test$ -count 1", "go test -run ^Test$ -count 1");
        check("$ 5, $1 and a$", "$ 5, $1 and a$");
    }

    #[test]
    fn what_must_be_set_says_so() {
        let required = |name: &str, message: &str| Err(Failure::Required(name.to_owned(), message.to_owned()));
        assert_eq!(interpolate("${UNSET:?set it}", &lookup), required("UNSET", "set it"));
        assert_eq!(interpolate("${EMPTY:?}", &lookup), required("EMPTY", ""));
        assert_eq!(interpolate("${UNSET?for ${SET}}", &lookup), required("UNSET", "for value"));
    }

    #[test]
    fn what_is_no_variable_is_refused_and_what_is_not_set_is_told() {
        for text in ["${}", "${SET", "${1A}", "${SET:}", "${SET!x}", "${{ x }}"] {
            assert!(matches!(interpolate(text, &lookup), Err(Failure::Malformed(_))), "{text}");
        }
        let done = interpolate("a${UNSET}b$OTHER", &lookup).expect("it can be put together");
        assert_eq!((&*done.text, done.unset), ("ab", vec!["UNSET".to_owned(), "OTHER".to_owned()]));
    }
}
