//! What a double of Kotlin's stands for that has no type of its own: by what it is handed to, or what answers with it. In Python
//! what a double without a name is handed to.
//!
//! `Checkout(api, mockk())` takes what the second parameter is, `every { orders.find() } returns mockk()` an answer of `orders`.
//! The text is walked backwards, as in `around`. Absent on purpose: what parameters are (`project`), callees that only the
//! compiler knows the type of.

use super::Matcher;
use super::around::{last_path, opener, without_comments, without_type_arguments};
use crate::facts::Call;
use crate::language::{is_word, path_length};
use crate::site::TargetOrigin;
use demock_model::Language;

/// Calls that tell a double what is called of it, before what it answers with.
const SCRIPTED: &[&str] = &["every", "coEvery", "whenever", "when", "given"];
/// What stands between that and the answer.
const ANSWERING: &[&str] = &["returns", "doReturn", "thenReturn", "willReturn"];
/// Functions that make a collection of what they are given.
const COLLECTING: &[&str] = &[
    "listOf",
    "mutableListOf",
    "arrayListOf",
    "setOf",
    "mutableSetOf",
    "arrayOf",
    "listOfNotNull",
    "sequenceOf",
    "flowOf",
];
/// Bytes before `=` in which a function says what it returns.
const RESULT_BYTES_MAX: usize = 200;

impl Matcher<'_> {
    /// The trace of a double without a name.
    pub(super) fn placed(&self, before: &[u8], call: &Call) -> Option<String> {
        if self.resolver.language != Language::Kotlin {
            return None;
        }
        let before = without_comments(before);
        let declared = delegating(before).or_else(|| returning(before)).or_else(|| collected(before));
        let typed = declared.and_then(|declared| self.named_type(declared, call.scope, call.path.start));
        typed.or_else(|| self.answering(before, call)).or_else(|| self.handed(before, call))
    }

    /// The parameter that a double is handed in for: `com.acme.Checkout()#1`, `com.acme.Checkout()#api`.
    pub(super) fn handed(&self, before: &[u8], call: &Call) -> Option<String> {
        if self.resolver.language != Language::Kotlin {
            return None;
        }
        let (called, parameter) = argument(without_comments(before))?;
        Some(format!("{}()#{parameter}", self.known_path(called, call)?))
    }

    /// The parameter of the project's own that a double of Python's is handed in for by its place: `shop.Checkout().open()#0`.
    pub(super) fn handed_by_place(&self, before: &[u8], call: &Call) -> Option<String> {
        let (list, open, name) = list_of(without_comments(before))?;
        let place = name.is_none().then(|| commas(&list[open + 1..]))?;
        let left = list[..open].trim_ascii_end();
        let called = last_path(left);
        // `Checkout(1).open(`
        let (made, called) = match called.strip_prefix('.') {
            Some(method) => {
                let inner = left[..left.len() - called.len()].strip_suffix(b")")?;
                let (open, _) = opener(inner).filter(|(_, bracket)| *bracket == b'(')?;
                (last_path(&inner[..open]), format!("().{method}"))
            }
            None => (called, String::new()),
        };
        let resolved = self.resolver.resolve_text(made, call.scope, call.path.start);
        let known = match resolved.origin {
            TargetOrigin::Import => resolved.text,
            TargetOrigin::Text | TargetOrigin::Spec | TargetOrigin::Local => {
                self.made(made, call.scope, call.path.start)?.to_string()
            }
        };
        Some(format!("{known}{called}()#{place}"))
    }

    /// The member that a double is told to answer for with this one: `com.acme.Orders().find()#=`.
    fn answering(&self, before: &[u8], call: &Call) -> Option<String> {
        let path = scripted(before)?;
        let (head, _) = path.split_once('.')?;
        let known = self.known_path(path, call)?;
        if !head.starts_with(|first: char| first.is_uppercase()) {
            return Some(format!("{known}()#="));
        }
        let (owner, member) = known.rsplit_once('.')?;
        Some(format!("{owner}().{member}()#="))
    }

    /// A path by what its head is: a type or a function by its full name, anything else by the type that it is declared with.
    fn known_path(&self, path: &str, call: &Call) -> Option<String> {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        let is_type = head.starts_with(|first: char| first.is_uppercase());
        if is_type || rest.is_empty() {
            let resolved = self.resolver.resolve_text(path, call.scope, call.path.start);
            return (is_type || resolved.origin == TargetOrigin::Import).then_some(resolved.text);
        }
        Some(format!("{}.{rest}", self.declared(head, call)?))
    }
}

/// The type of `: Type by` at the end of a text.
fn delegating(before: &[u8]) -> Option<&str> {
    let left = before.strip_suffix(b"by").filter(|left| left.ends_with(b" "))?;
    let left = without_type_arguments(left.trim_ascii_end());
    let named = last_path(left);
    let around = left[..left.len() - named.len()].trim_ascii_end();
    around.last().is_some_and(|byte| matches!(byte, b':' | b',')).then_some(named)
}

/// What a function says it returns, where the text ends with the `=` before what it gives: `fun api(): Api =`.
fn returning(before: &[u8]) -> Option<&str> {
    let left = before.strip_suffix(b"=")?.trim_ascii_end();
    let left = &left[left.len().saturating_sub(RESULT_BYTES_MAX)..];
    // `val rates: Rates` and, on the next line, `get() =`.
    if let Some(property) = left.strip_suffix(b"get()") {
        let property = property.trim_ascii_end();
        let line = &property[memchr::memrchr(b'\n', property).map_or(0, |newline| newline + 1)..];
        return std::str::from_utf8(&line[memchr::memchr(b':', line)? + 1..]).ok();
    }
    let rest = left[memchr::memrchr(b')', left)? + 1..].trim_ascii_start();
    std::str::from_utf8(rest.strip_prefix(b":")?).ok()
}

/// What a list is declared to be of that a double is put into: `Rates` of `val rates: List<Rates> = listOf(`.
fn collected(before: &[u8]) -> Option<&str> {
    let (list, open, name) = list_of(before)?;
    let whole = list[..open].trim_ascii_end();
    let left = without_type_arguments(whole);
    let maker = last_path(left);
    if name.is_some() || !COLLECTING.contains(&maker) {
        return None;
    }
    // `listOf<Rates>(`
    if let Some(of) = whole[left.len()..].strip_prefix(b"<").and_then(|of| of.strip_suffix(b">")) {
        return std::str::from_utf8(of).ok();
    }
    let left = left[..left.len() - maker.len()].trim_ascii_end().strip_suffix(b"=")?.trim_ascii_end();
    let line = &left[memchr::memrchr(b'\n', left).map_or(0, |at| at + 1)..];
    let inner = line.strip_suffix(b"?").unwrap_or(line).strip_suffix(b">")?;
    let (collection, of) = inner.split_at(memchr::memchr(b'<', inner)?);
    let is_declared = collection[..collection.len() - last_path(collection).len()].trim_ascii_end().ends_with(b":");
    // Of a map nothing tells which of the two it is.
    (is_declared && !of.contains(&b',')).then(|| std::str::from_utf8(&of[1..]).ok()).flatten()
}

/// What is called of a double in a text that ends where the double's answer begins: `orders.find` of
/// `every { orders.find(any()) } returns`.
fn scripted(before: &[u8]) -> Option<&str> {
    let text = before.strip_suffix(b"(").unwrap_or(before).trim_ascii_end();
    let answering = last_path(text);
    if !ANSWERING.contains(&answering.trim_start_matches('.')) {
        return None;
    }
    let text = text[..text.len() - answering.len()].trim_ascii_end();
    let inner = text.strip_suffix(b"}").or_else(|| text.strip_suffix(b")"))?;
    let (open, _) = opener(inner)?;
    let called = last_path(without_quote(inner[..open].trim_ascii_end()));
    if !SCRIPTED.contains(&called.rsplit('.').next()?) {
        return None;
    }
    let inner = inner[open + 1..].trim_ascii_start();
    std::str::from_utf8(&inner[..path_length(Language::Kotlin, inner)]).ok()
}

/// A text without the quote behind a word that is the language's own otherwise: "`when`".
fn without_quote(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"`").unwrap_or(text)
}

/// What a text ends in the arguments of, and which one comes next, by its name or by how many stand before it.
fn argument(before: &[u8]) -> Option<(&str, String)> {
    let (list, open, name) = list_of(before)?;
    let called = last_path(without_type_arguments(list[..open].trim_ascii_end()));
    let parameter = name.map_or_else(|| commas(&list[open + 1..]).to_string(), str::to_owned);
    (!called.is_empty() && !called.starts_with('.')).then_some((called, parameter))
}

/// A text that ends in a call's arguments, where these begin, and the name of the one that comes next.
fn list_of(before: &[u8]) -> Option<(&[u8], usize, Option<&str>)> {
    let (list, name) = match before.strip_suffix(b"=") {
        Some(left) => {
            let left = left.trim_ascii_end();
            let name = left.iter().rev().take_while(|byte| is_word(**byte)).count();
            let (list, name) = left.split_at(left.len() - name);
            (list.trim_ascii_end(), Some(std::str::from_utf8(name).ok()?))
        }
        None => (before, None),
    };
    let open = match list.last()? {
        b'(' => list.len() - 1,
        b',' => opener(&list[..list.len() - 1]).filter(|(_, bracket)| *bracket == b'(')?.0,
        _ => return None,
    };
    Some((list, open, name))
}

/// Commas of a text that stand in no bracket, literal or comment.
fn commas(text: &[u8]) -> usize {
    let (mut at, mut depth, mut found) = (0, 0_usize, 0);
    while let Some(byte) = text.get(at) {
        let rest = &text[at + 1..];
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => found += 1,
            b'"' | b'\'' => at += memchr::memchr2(*byte, b'\n', rest).map_or(rest.len(), |end| end + 1),
            b'/' if rest.starts_with(b"/") => at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            b'/' if rest.starts_with(b"*") => at += memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2),
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        let of = |before: &str| argument(before.as_bytes()).map(|(called, which)| format!("{called} {which}"));
        assert_eq!(of("x = Shop.Builder("), Some("Shop.Builder 0".into()));
        assert_eq!(of("Shop(a, \"b, (\", { c, d -> e }, // one, two\n"), None);
        assert_eq!(of("Shop(a, \"b, c\", { c, d -> e }, // one, two\n  f,"), Some("Shop 4".into()));
        assert_eq!(of("shop.open<A>(first = 1, api ="), Some("shop.open api".into()));
        assert_eq!(of("val api ="), None);
        assert_eq!(of("listOf(1)("), None);
    }

    #[test]
    fn what_a_double_answers_for() {
        let of = |before: &str| scripted(before.as_bytes()).map(str::to_owned);
        assert_eq!(of("every { orders.find(any()) } returns"), Some("orders.find".into()));
        assert_eq!(of("`when`(orders.find(any())).thenReturn("), Some("orders.find".into()));
        assert_eq!(of("whenever(orders.find()) doReturn"), Some("orders.find".into()));
        assert_eq!(of("run { orders.find() } returns"), None);
        assert_eq!(of("on { find() } doReturn"), None);
    }

    #[test]
    fn types_before_a_double() {
        assert_eq!(delegating(b"object Direct : Rates<Int> by"), Some("Rates"));
        assert_eq!(delegating(b"val rates by"), None);
        assert_eq!(returning(b"fun rates(of: Int = (1)): Rates<Int>? ="), Some(" Rates<Int>?"));
        assert_eq!(returning(b"val rates: (Int) -> Rates ="), None);
        assert_eq!(returning(b"override val rates: Rates\n    get() ="), Some(" Rates"));
        assert_eq!(collected(b"{\n    private val rates: List<Rates> = listOf("), Some("Rates"));
        assert_eq!(collected(b"val rates: Set<Rates>? = setOf(a,"), Some("Rates"));
        assert_eq!(collected(b"val rates = listOf<Rates>(a,"), Some("Rates"));
        assert_eq!((collected(b"val rates = listOf("), collected(b"val rates: List<Rates> = make(")), (None, None));
    }
}
