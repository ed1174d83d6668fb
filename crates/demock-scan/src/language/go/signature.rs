//! Methods of Go's by what tells them apart from others of their name: how many parameters and results they have.
//!
//! Invariant: linear in the text. Absent on purpose: what the types are called, which differs by the package that names them.

use crate::language::is_word;

/// A method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Method<'t> {
    /// The type that it hangs on; empty for one that an interface asks for.
    pub(crate) receiver: &'t str,
    /// `Charge/2/1`: its name, the number of its parameters and of its results.
    pub(crate) shape: String,
    /// What it takes and gives, as written.
    pub(crate) types: &'t str,
}

/// Bytes of a method's header: a longer one is passed over.
pub(crate) const HEADER_BYTES_MAX: usize = 1024;

/// The exported method whose header begins a text: `func (g *Gateway) Charge(ctx context.Context, cents int64) error`.
pub(crate) fn of_method(text: &str) -> Option<Method<'_>> {
    let rest = text.strip_prefix("func")?.trim_start();
    let end = group(rest)?;
    let receiver = rest[1..end].split('[').next().unwrap_or_default().trim_end();
    let length = receiver.bytes().rev().take_while(|byte| is_word(*byte)).count();
    let receiver = &receiver[receiver.len() - length..];
    Some(Method { receiver, ..specified(rest[end + 1..].trim_start())? })
}

/// The exported methods that the body of an interface asks for.
pub(crate) fn of_interface(text: &str) -> Vec<Method<'_>> {
    let body = text.find('{').map_or(text.len(), |open| open + 1);
    let mut found = Vec::new();
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        found.extend(text.get(start..).and_then(specified));
        at += line.len();
    }
    found
}

/// `Charge(ctx context.Context, cents int64) error` at the beginning of a text.
fn specified(text: &str) -> Option<Method<'_>> {
    let length = text.bytes().take_while(|byte| is_word(*byte)).count();
    let (name, rest) = text.split_at(length);
    let end = group(rest).filter(|_| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    let given = rest[end + 1..].trim_start_matches([' ', '\t']);
    let (results, length) = if let Some(end) = group(given) {
        (entries(&given[1..end]), end + 1)
    } else {
        let one = given.find(['{', '\n']).unwrap_or(given.len());
        let one = given[..one].find("//").unwrap_or(one);
        (usize::from(!given[..one].trim().is_empty()), one)
    };
    let types = &text[name.len()..text.len() - given.len() + length];
    Some(Method { receiver: "", shape: format!("{name}/{}/{results}", entries(&rest[1..end])), types })
}

/// Where the parenthesis closes that a text begins with.
fn group(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate().take(HEADER_BYTES_MAX) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at);
        }
    }
    None
}

/// What commas part in a list, those within brackets aside.
fn entries(list: &str) -> usize {
    let list = list.trim().trim_end_matches(',');
    let mut depth = 0_u32;
    let commas = list.bytes().filter(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *byte == b','
    });
    let commas = commas.count();
    if list.trim().is_empty() { 0 } else { commas + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, receiver: &str, shape: &str) {
        let method = of_method(header).expect("a method");
        assert_eq!((method.receiver, &*method.shape), (receiver, shape), "{header}");
    }

    #[test]
    fn methods_are_told_apart_by_what_they_take_and_give() {
        check("func (g *Gateway) Charge(ctx context.Context, cents int64) (string, error) {", "Gateway", "Charge/2/2");
        check("func (Noop) Send(to, body string) error { return nil }", "Noop", "Send/2/1");
        check("func (c *Cache[K, V]) Each(f func(K, V) bool,\n) {", "Cache", "Each/1/0");
        check("func (s Store) All() map[string]func(a, b int) {", "Store", "All/0/1");
        assert_eq!([of_method("func open(path string) {"), of_method("func (s Store) all() {")], [None, None]);
        assert_eq!(of_method("func (s Store) All(").map(|method| method.shape), None);
    }

    #[test]
    fn interfaces_ask_for_methods() {
        let text = "type Orders interface {\n\tio.Closer\n\t// Save(x) keeps.\n\tSave(ctx context.Context, o Order) error // all\n\tFind(\n\t\tid int64,\n\t) (*Order, error)\n}";
        let methods = of_interface(text);
        let shapes: Vec<&str> = methods.iter().map(|method| &*method.shape).collect();
        assert_eq!(shapes, ["Save/2/1", "Find/1/2"]);
        assert_eq!(methods[1].types, "(\n\t\tid int64,\n\t) (*Order, error)");
    }
}
