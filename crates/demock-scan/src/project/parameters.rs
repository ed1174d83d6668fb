//! What a parameter of the project's own is: a double that is handed in for it stands for that.
//!
//! Python's parameters need no type: there the name tells as a double's does, and what tells nothing is a thing of the program's.
//! Absent on purpose: parameters of functions (`(Int) -> Unit`), which may be anything's, and Java's, whose constructors may be
//! several.

use super::definitions::{Definition, TOP};
use super::meaning::{Meaning, Own};
use super::module::What;
use super::reach::{Class, first_type};
use super::tree::FileId;
use super::{Project, Resolution};
use crate::boundary::words::{self, uncalled};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::site::{Target, TargetOrigin};
use demock_model::{Boundary, Kind, Language};
use std::sync::Arc;

/// Bytes of a class or a function in which its parameters stand.
const HEADER_BYTES_MAX: u32 = 4 << 10;
/// Stands for a parameter where a double is what is answered.
const ANSWER: &str = "=";
/// What takes what a class of Python's is made with.
const MAKER: &str = "__init__";
/// Types that say nothing of what they are of.
const ANYTHING: &[&str] = &["Any", "Unit", "String"];

impl Project<'_> {
    /// What a double stands for that is handed to a thing of the project's own, for a parameter by its name or by its place, or
    /// that is what such a thing answers.
    pub(super) fn of_parameter(&self, path: &str, language: Language, kind: Kind, trace: (&str, &str)) -> Resolution {
        let (called, parameter) = trace;
        if parameter == ANSWER {
            let target = Target { name: called.into(), origin: TargetOrigin::Import };
            let found = self.of_target(path, language, kind, &target);
            // A row that is handed over is a value; what is named as the way to rows is that.
            let named = called.rsplit('.').next().and_then(words::of_name).map(|evidence| evidence.boundary);
            let is_row =
                matches!(found.boundary, Boundary::Database | Boundary::Cache) && named != Some(found.boundary);
            return if is_row { Resolution { boundary: Boundary::OwnCode, reason: None } } else { found };
        }
        let nothing = Resolution { boundary: Boundary::Unknown, reason: None };
        let Meaning::Own(own) = self.meaning(language, path, called, TargetOrigin::Import) else { return nothing };
        if language == Language::Python {
            return self.of_untyped(&own, kind, parameter).unwrap_or(nothing);
        }
        match self.parameter(language, &own, parameter) {
            Some((path, target)) => self.of_target(&path, language, kind, &target),
            None => nothing,
        }
    }

    /// What a parameter of Python's is: by its type, else by its name.
    fn of_untyped(&self, own: &Own, kind: Kind, parameter: &str) -> Option<Resolution> {
        let language = Language::Python;
        let (file, definition, name) = self.taking(language, own)?;
        let text = self.beginning(file, definition)?;
        let (name, declared) = python::parameter(&text, name.as_bytes(), parameter.parse().ok()?)?;
        let typed = declared.and_then(|declared| self.typed(language, file, declared)).map(|(path, target)| {
            let found = self.of_target(&path, language, kind, &target);
            (found.boundary != Boundary::Unknown).then_some(found)
        });
        if let Some(found) = typed.flatten() {
            return Some(found);
        }
        let named = self.by_given(language, name);
        let is_known = named.boundary != Boundary::Unknown;
        Some(if is_known { named } else { Resolution { boundary: Boundary::OwnCode, reason: None } })
    }

    /// The type of a parameter, with the file whose names it is written in.
    fn parameter(&self, language: Language, own: &Own, parameter: &str) -> Option<(Arc<str>, Target)> {
        let (file, definition, name) = self.taking(language, own)?;
        let text = self.beginning(file, definition)?;
        self.typed(language, file, type_of(parameters(&text, name.as_bytes())?, parameter)?)
    }

    /// What takes what a class or a function is given, with the name that its parameters stand behind.
    fn taking<'o>(&self, language: Language, own: &'o Own) -> Option<(FileId, Definition, &'o str)> {
        let file = own.file.filter(|file| self.tree.language(*file) == language)?;
        let names: Vec<&str> = own.name.split('.').map(uncalled).filter(|name| !name.is_empty()).collect();
        let (last, around) = names.split_last()?;
        let name = NameHash::of(last.as_bytes());
        let module = self.module(file);
        let (file, definition) = match around.last() {
            _ if last.starts_with(|first: char| first.is_uppercase()) && language == Language::Python => {
                let class = Class { language, file, name, steps: 0 };
                let (class, method) = self.method(class, NameHash::of(MAKER.as_bytes()), 0)?;
                return Some((class.file, method, MAKER));
            }
            _ if last.starts_with(|first: char| first.is_uppercase()) => {
                (file, *module.definitions_of(name).iter().find(|known| known.is_class())?)
            }
            Some(class) => {
                let class = Class { language, file, name: NameHash::of(class.as_bytes()), steps: 0 };
                let (class, method) = self.method(class, name, 0)?;
                (class.file, method)
            }
            None => (file, module.definition(TOP, name)?),
        };
        Some((file, definition, last))
    }

    /// The bytes of a definition in which its parameters stand.
    fn beginning(&self, file: FileId, definition: Definition) -> Option<Vec<u8>> {
        let end = definition.end.min(definition.start.saturating_add(HEADER_BYTES_MAX));
        self.store.part(&self.tree, file, Definition { end, ..definition }.span())
    }

    /// The first type of a declaration that is written in a file.
    fn typed(&self, language: Language, file: FileId, declared: &[u8]) -> Option<(Arc<str>, Target)> {
        let name = first_type(language, declared)?;
        if ANYTHING.contains(&name) || name.len() == 1 {
            return None;
        }
        let head = &name[..name.find('.').unwrap_or(name.len())];
        let target = match self.module(file).export(head) {
            Some(What::Alias(text, origin)) => {
                Target { name: format!("{text}{}", &name[head.len()..]).into(), origin: *origin }
            }
            Some(What::Class(_) | What::Function | What::Value) | None => {
                Target { name: name.into(), origin: TargetOrigin::Spec }
            }
        };
        Some((self.tree.path(file).clone(), target))
    }
}

/// What stands between the parentheses behind a name, those of annotations and of what it is generic over left out.
fn parameters<'t>(text: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let rest = behind(text, name)?;
    let head = &rest[..memchr::memchr(b'{', rest).unwrap_or(rest.len())];
    let rest = match memchr::memmem::find(head, b"constructor") {
        Some(at) => &rest[at + b"constructor".len()..],
        None => rest,
    };
    let rest = rest.trim_ascii_start();
    let inner = rest.strip_prefix(b"(").or_else(|| {
        let generic = pieces(rest.strip_prefix(b"<")?, b'>').next()?;
        rest[generic.len() + 1..].strip_prefix(b">")?.trim_ascii_start().strip_prefix(b"(")
    })?;
    Some(&inner[..pieces(inner, b')').next()?.len()])
}

/// What stands behind a name.
fn behind<'t>(text: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let at = memchr::memmem::find_iter(text, name).find(|at| {
        let is_whole = |byte: Option<&u8>| byte.is_none_or(|byte| !is_word(*byte));
        is_whole(at.checked_sub(1).and_then(|before| text.get(before))) && is_whole(text.get(at + name.len()))
    })?;
    Some(&text[at + name.len()..])
}

/// The type of a parameter by its name or its place; `None` where it is a function's.
fn type_of<'t>(parameters: &'t [u8], which: &str) -> Option<&'t [u8]> {
    let place: Option<usize> = which.parse().ok();
    let one = pieces(parameters, b',').enumerate().find_map(|(at, parameter)| {
        let name = pieces(parameter, b':').next()?;
        let declared = parameter.get(name.len() + 1..)?;
        let length = name.trim_ascii_end().iter().rev().take_while(|byte| is_word(**byte)).count();
        let name = name.trim_ascii_end();
        let is_it = place.map_or(&name[name.len() - length..] == which.as_bytes(), |place| place == at);
        is_it.then_some(declared)
    })?;
    let declared = pieces(one, b'=').next()?.trim_ascii();
    (!declared.starts_with(b"(") && memchr::memmem::find(declared, b"->").is_none()).then_some(declared)
}

/// What Python alone has of parameters.
mod python {
    use super::{behind, first_outside, is_word, pieces};

    /// The name of a parameter by its place, that of the object left out, and the type that it says.
    pub(super) fn parameter<'t>(text: &'t [u8], name: &[u8], place: usize) -> Option<(&'t str, Option<&'t [u8]>)> {
        let inner = pieces(behind(text, name)?.trim_ascii_start().strip_prefix(b"(")?, b')').next()?;
        let mut all = pieces(inner, b',').map(without_comments).filter(|piece| !piece.is_empty());
        let of_object = |piece: &[u8]| matches!(piece, b"self" | b"cls");
        let first = all.next()?;
        let piece = match place {
            0 if !of_object(first) => first,
            _ => all.nth(place - usize::from(!of_object(first)))?,
        };
        let length = piece.iter().take_while(|byte| is_word(**byte)).count();
        let name = std::str::from_utf8(&piece[..length]).ok().filter(|name| !name.is_empty())?;
        let rest = piece[length..].trim_ascii_start();
        let declared = rest.strip_prefix(b":").map(|declared| {
            let end = first_outside(declared, b'=').unwrap_or(declared.len());
            &declared[..end]
        });
        Some((name, declared))
    }

    /// A text without the comments at its beginning.
    fn without_comments(text: &[u8]) -> &[u8] {
        let mut text = text.trim_ascii();
        while text.starts_with(b"#") {
            text = text[memchr::memchr(b'\n', text).unwrap_or(text.len())..].trim_ascii_start();
        }
        text
    }
}

/// The stretches of a text between marks that stand in no bracket or literal.
fn pieces(text: &[u8], mark: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = first_outside(text, mark);
        rest = end.map(|at| &text[at + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

fn first_outside(text: &[u8], mark: u8) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = text.get(at) {
        let rest = &text[at + 1..];
        match byte {
            _ if *byte == mark && depth == 0 => return Some(at),
            b'-' if rest.starts_with(b">") => at += 1,
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => at += memchr::memchr2(*byte, b'\n', rest).map_or(rest.len(), |end| end + 1),
            b'#' => at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            b'/' if rest.starts_with(b"/") => at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, name: &str, which: &str, expected: Option<&str>) {
        let found = parameters(header.as_bytes(), name.as_bytes()).and_then(|found| type_of(found, which));
        assert_eq!(found.map(|found| std::str::from_utf8(found).expect("a text")), expected, "{header}");
    }

    #[test]
    fn types_of_parameters() {
        let class = "class Desk<T : Any> @Inject internal constructor(\n    @Named(\"a, (b\") private val label: String, // one, two\n    \
                     rows: Map<String, Row> = mapOf(), val of: (Int, Int) -> Int = { a, b -> a },\n    api: Api?,\n) : Base(api) {";
        check(class, "Desk", "0", Some("String"));
        check(class, "Desk", "rows", Some("Map<String, Row>"));
        check(class, "Desk", "2", None);
        check(class, "Desk", "3", Some("Api?"));
        check(class, "Desk", "5", None);
        check("class Desk {", "Desk", "0", None);
        check("fun <T> open(kind: T, log: Logger): Int {", "open", "1", Some("Logger"));
        check("class Desks(val desk: Desk)", "Desks", "desk", Some("Desk"));
    }

    #[test]
    fn parameters_of_python() {
        let of = |header: &str, name: &str, place| {
            let found = python::parameter(header.as_bytes(), name.as_bytes(), place)?;
            Some(format!("{} {}", found.0, String::from_utf8_lossy(found.1.unwrap_or_default()).trim()))
        };
        let method = "async def open(self, job, # one, two\n    by=',', rates: dict[str, Rate] = {}, *more, log=None): new(self)";
        assert_eq!(of(method, "open", 0), Some("job ".into()));
        assert_eq!(of(method, "open", 1), Some("by ".into()));
        assert_eq!(of(method, "open", 2), Some("rates dict[str, Rate]".into()));
        assert_eq!(of(method, "open", 3), None);
        assert_eq!(of("def open(job, log):", "open", 0), Some("job ".into()));
        assert_eq!(of("def open(job, log):", "open", 1), Some("log ".into()));
        assert_eq!(of("def open(self):", "open", 0), None);
        assert_eq!(of("def open():", "open", 0), None);
    }
}
