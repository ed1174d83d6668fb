//! What a definition takes and what a call gives.
//!
//! Source: The Python Language Reference §6.3.4 (calls) and §8.7 (function definitions).
//! Invariant: names are numbers of sixteen bits; two names of one number make a misfit unseen, and never make one.

use crate::args::Reader;
use crate::facts::{NameHash, Span};
use crate::language::is_word;
use crate::language::never::Never;
use demock_model::Language;

/// The number of a parameter's name.
pub(crate) fn params_name(name: &[u8]) -> u16 {
    NameHash::of(name).0 as u16
}

/// Arguments of a call: more of them are no test.
const GIVEN_MAX: usize = 64;

/// What a call gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Shape {
    /// How many arguments go by their place.
    pub(crate) placed: u8,
    /// The names of the others.
    pub(crate) named: Vec<u16>,
}

/// How an argument reaches a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Place,
    PlaceOrName,
    Name,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: u16,
    /// Where the name stands; nothing where it was forgotten.
    pub(crate) span: Span,
    pub(crate) way: Way,
    pub(crate) is_required: bool,
}

/// What a definition takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Signature {
    pub(crate) parameters: Vec<Parameter>,
    /// `*rest`
    pub(crate) takes_more_placed: bool,
    /// `**rest`
    pub(crate) takes_more_named: bool,
}

/// Why a call does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// More is given by place than is taken so: this many.
    TooMany(usize),
    /// No parameter has the name of this argument, by its index in [`Shape::named`].
    Unknown(usize),
    /// The argument of this index is given by its place, too.
    Twice(usize),
    /// Nothing is given for this parameter.
    Missing(usize),
}

impl Signature {
    /// Reads a list of parameters.
    pub(crate) fn read(source: &[u8], list: Span, never: &Never) -> Option<Self> {
        let reader = Reader { language: Language::Python, source, calls: &[], never };
        let mut it = Self::default();
        let mut way = Way::PlaceOrName;
        for piece in reader.pieces(list) {
            let text = piece.of(source);
            match text {
                b"/" => it.parameters.iter_mut().for_each(|parameter| parameter.way = Way::Place),
                b"*" => way = Way::Name,
                [b'*', b'*', ..] => it.takes_more_named = true,
                [b'*', ..] => {
                    it.takes_more_placed = true;
                    way = Way::Name;
                }
                _ => {
                    let length = text.iter().take_while(|byte| is_word(**byte)).count();
                    if length == 0 {
                        return None;
                    }
                    let span = Span { start: piece.start, end: piece.start + length as u32 };
                    let rest = Span { start: span.end, end: piece.end };
                    let is_required = !has_default(reader, rest);
                    it.parameters.push(Parameter { name: params_name(&text[..length]), span, way, is_required });
                }
            }
        }
        Some(it)
    }

    /// The signature of a method as it is called on an object.
    pub(crate) fn bound(mut self) -> Option<Self> {
        let first = self.parameters.first().filter(|first| first.way != Way::Name)?;
        if !first.is_required {
            return None;
        }
        self.parameters.remove(0);
        Some(self)
    }

    /// Why a call does not fit, if it does not.
    pub(crate) fn misfit(&self, shape: &Shape) -> Option<Misfit> {
        let placed = usize::from(shape.placed);
        let by_place = self.parameters.iter().filter(|parameter| parameter.way != Way::Name).count();
        if placed > by_place && !self.takes_more_placed {
            return Some(Misfit::TooMany(by_place));
        }
        for (at, name) in shape.named.iter().enumerate() {
            let by_name = |parameter: &(usize, &Parameter)| parameter.1.way != Way::Place && parameter.1.name == *name;
            match self.parameters.iter().enumerate().find(by_name) {
                Some((index, parameter)) if index < placed && parameter.way != Way::Name => {
                    return Some(Misfit::Twice(at));
                }
                None if !self.takes_more_named => return Some(Misfit::Unknown(at)),
                Some(_) | None => {}
            }
        }
        let is_given = |(at, parameter): (usize, &Parameter)| {
            (at < placed && parameter.way != Way::Name)
                || (parameter.way != Way::Place && shape.named.contains(&parameter.name))
        };
        let missing = |at: &usize| self.parameters[*at].is_required && !is_given((*at, &self.parameters[*at]));
        (0..self.parameters.len()).find(missing).map(Misfit::Missing)
    }
}

/// Whether a parameter has a value where none is given: `=` outside of brackets and texts, behind its type.
fn has_default(reader: Reader<'_>, rest: Span) -> bool {
    let source = reader.source;
    let (mut at, end, mut depth) = (rest.start as usize, rest.end as usize, 0_usize);
    while at < end {
        match source[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'=' if depth == 0 => return true,
            b'"' | b'\'' | b'#' => {
                at = reader.skip(at).map_or(at + 1, |next| next.max(at + 1));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    false
}

impl Shape {
    /// What a call gives, and the ranges of the names; `None` where a list or a mapping is spread out.
    pub(crate) fn read(reader: Reader<'_>, args: Span) -> Option<(Self, Vec<Span>)> {
        let (mut shape, mut names) = (Self::default(), Vec::new());
        let pieces = reader.pieces(args);
        if pieces.len() > GIVEN_MAX {
            return None;
        }
        for piece in pieces {
            let text = piece.of(reader.source);
            if text.starts_with(b"*") {
                return None;
            }
            let length = text.iter().take_while(|byte| is_word(**byte)).count();
            let rest = text[length..].trim_ascii_start();
            if length > 0 && rest.starts_with(b"=") && !rest.starts_with(b"==") {
                shape.named.push(params_name(&text[..length]));
                names.push(Span { start: piece.start, end: piece.start + length as u32 });
            } else {
                shape.placed += 1;
            }
        }
        Some((shape, names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Span {
        Span::new(0, text.len())
    }

    /// What Python says of `def f(parameters)` and `f(arguments)`.
    #[track_caller]
    fn check(parameters: &str, arguments: &str, expected: Option<Misfit>) {
        let never = Never::default();
        let signature = Signature::read(parameters.as_bytes(), of(parameters), &never).expect("a signature");
        let never = Never::default();
        let reader = Reader { language: Language::Python, source: arguments.as_bytes(), calls: &[], never: &never };
        let (shape, _) = Shape::read(reader, of(arguments)).expect("a shape");
        assert_eq!(signature.misfit(&shape), expected, "f({parameters}) with ({arguments})");
    }

    #[test]
    fn arguments_go_to_parameters_as_python_binds_them() {
        check("a, b", "1, 2", None);
        check("a, b", "1, b=2", None);
        check("a, b=\"=,)\"", "1", None);
        check("a: dict[str, int] = {}, *, c: int = 1", "", None);
        check("a, *rest, c=1", "1, 2, 3, c=4", None);
        check("a, **rest", "1, anything=2", None);
        check("a, /, **rest", "1, a=2", None);
        check("a, b, # c\n", "1, [2, 3],", None);
        check("a: \"x=1\"", "1", None);
        check("a, b", "1", Some(Misfit::Missing(1)));
        check("a: \"x=1\"", "", Some(Misfit::Missing(0)));
        check("a, b", "1, 2, 3", Some(Misfit::TooMany(2)));
        check("a, *, b", "1, 2", Some(Misfit::TooMany(1)));
        check("a, *, b", "1", Some(Misfit::Missing(1)));
        check("a, b", "1, 2, c=3", Some(Misfit::Unknown(0)));
        check("a, b", "1, a=3", Some(Misfit::Twice(0)));
        check("a, /", "a=1", Some(Misfit::Unknown(0)));
        check("", "1", Some(Misfit::TooMany(0)));
    }

    #[test]
    fn of_what_is_spread_out_nothing_is_said() {
        let never = Never::default();
        for arguments in ["*rest", "1, **rest"] {
            let reader = Reader { language: Language::Python, source: arguments.as_bytes(), calls: &[], never: &never };
            assert_eq!(Shape::read(reader, of(arguments)), None, "{arguments}");
        }
    }
}
