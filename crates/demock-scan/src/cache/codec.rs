//! The stored form of a file's scan: numbers as LEB128, texts once per list.
//!
//! Invariants: `decode(encode(scan)) == scan`; decoding hostile bytes yields `None`, never a panic, and allocates no more
//! than the bytes could hold.

mod front;

pub use front::Front;
use front::Part;

use crate::site::{FileScan, Implementation, InlineAllow, Make, Problem, Replacer, Site, Target, TargetOrigin};
use crate::walk::Stat;
use demock_model::{Boundary, Confidence, Kind, KindSet, Place};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Items for which room is made before the first is read: a hostile count must not reserve memory.
const LIST_RESERVE_MAX: usize = 256;

/// Writes numbers and texts.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub(crate) fn wide(&mut self, value: i128) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.raw(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn stat(&mut self, stat: &Stat) {
        let Stat { device, inode, size, modified, changed } = stat;
        for number in [device, inode, size] {
            self.number(*number);
        }
        self.wide(*modified);
        self.wide(*changed);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what [`Writer`] wrote; every method is `None` where the bytes end or make no sense.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn wide(&mut self) -> Option<i128> {
        let (bytes, rest) = self.rest.split_first_chunk::<16>()?;
        self.rest = rest;
        Some(i128::from_le_bytes(*bytes))
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(crate) fn stat(&mut self) -> Option<Stat> {
        let (device, inode, size) = (self.number()?, self.number()?, self.number()?);
        Some(Stat { device, inode, size, modified: self.wide()?, changed: self.wide()? })
    }

    /// How many items follow that take at least `bytes` each: a hostile count is none.
    pub(crate) fn count(&mut self, bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len() / bytes).then_some(count)
    }

    /// A list whose items take at least one byte each.
    pub(crate) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count(1)?;
        let mut items = Vec::with_capacity(count.min(LIST_RESERVE_MAX));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }
}

/// Texts of one list, each written once.
#[derive(Default)]
struct Texts<'a> {
    known: FxHashMap<&'a str, u64>,
    order: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    fn index(&mut self, text: &'a str) -> u64 {
        let next = self.order.len() as u64;
        let index = *self.known.entry(text).or_insert(next);
        if index == next {
            self.order.push(text);
        }
        index
    }

    /// The texts, and what points to them.
    fn with(self, body: Writer) -> Vec<u8> {
        let mut whole = Writer::default();
        whole.number(self.order.len() as u64);
        for text in &self.order {
            whole.text(text);
        }
        whole.raw(&body.finish());
        whole.finish()
    }
}

/// The stored form: first, and to be read alone, what other files need to know.
pub fn encode(scan: &FileScan) -> Vec<u8> {
    let mut whole = Writer::default();
    whole.bytes(&front::encode(scan));
    whole.bytes(&scan.takes);
    let FileScan { sites, problem, allows, node_lines, replacers, implementations, types, makes, .. } = scan;
    let (mut texts, mut body) = (Texts::default(), Writer::default());
    body.number(sites.len() as u64);
    for site in sites {
        write_site(&mut body, &mut texts, site);
    }
    body.number(u64::from(problem.is_some()));
    if let Some(Problem { line, message }) = problem {
        body.number(u64::from(*line));
        body.number(texts.index(message));
    }
    body.number(allows.len() as u64);
    for InlineAllow { line, covers, rule, reason } in allows {
        for number in [*line, covers.0, covers.1] {
            body.number(u64::from(number));
        }
        body.number(texts.index(rule));
        body.number(texts.index(reason));
    }
    body.number(node_lines.len() as u64);
    for line in node_lines {
        body.number(u64::from(*line));
    }
    body.number(makes.len() as u64);
    for make in makes {
        write_make(&mut body, &mut texts, make);
    }
    body.number(replacers.len() as u64);
    for Replacer { name, variable } in replacers {
        body.number(texts.index(name));
        body.number(texts.index(variable));
    }
    body.number(implementations.len() as u64);
    for Implementation { of, name } in implementations {
        body.number(texts.index(of));
        body.number(texts.index(name));
    }
    write_texts(&mut body, &mut texts, types);
    // The last byte, so that whoever looks for these few files decodes no other.
    let replaces = if replacers.is_empty() { 0 } else { REPLACES };
    let implements = if implementations.is_empty() { 0 } else { IMPLEMENTS };
    let several = if types.is_empty() { 0 } else { DEFINES_SEVERAL };
    body.number(u64::from(replaces | implements | several));
    whole.raw(&texts.with(body));
    whole.finish()
}

fn write_texts<'a>(body: &mut Writer, texts: &mut Texts<'a>, list: &'a [Arc<str>]) {
    body.number(list.len() as u64);
    for text in list {
        body.number(texts.index(text));
    }
}

fn write_make<'a>(body: &mut Writer, texts: &mut Texts<'a>, make: &'a Make) {
    let Make { outside, node, place, statement, scope, markers, said } = make;
    let numbers = [outside, node, &place.line, &place.column, &place.end_line, &place.end_column, statement];
    for number in numbers {
        body.number(u64::from(*number));
    }
    body.number(texts.index(scope));
    write_texts(body, texts, markers);
    write_texts(body, texts, said.as_slice());
}

fn write_site<'a>(body: &mut Writer, texts: &mut Texts<'a>, site: &'a Site) {
    let Site {
        rule,
        place,
        statement,
        kind,
        also,
        scope,
        target,
        given,
        boundary,
        stubbed,
        confidence,
        reasons,
        markers,
        claim,
    } = site;
    body.number(u64::from(*rule));
    for number in [place.line, place.column, place.end_line, place.end_column, statement.0, statement.1] {
        body.number(u64::from(number));
    }
    body.number(*kind as u64);
    body.number(u64::from(also.bits()));
    body.number(texts.index(scope));
    match target {
        None => body.number(0),
        Some(Target { name, origin }) => {
            body.number(1 + *origin as u64);
            body.number(texts.index(name));
        }
    }
    write_texts(body, texts, given.as_slice());
    body.number(boundary.map_or(0, |boundary| 1 + boundary as u64));
    body.number(u64::from(*stubbed));
    body.number(*confidence as u64);
    write_texts(body, texts, reasons);
    write_texts(body, texts, markers);
    write_texts(body, texts, claim.as_slice());
}

/// The scan of a stored form; `None` where the bytes are not one.
pub fn decode(bytes: &[u8]) -> Option<FileScan> {
    decode_with(bytes, &Part::Whole)
}

/// The scan of a stored form without its outline, for those who have that already or need none.
pub(crate) fn decode_own(bytes: &[u8]) -> Option<FileScan> {
    decode_with(bytes, &Part::Own)
}

fn decode_with(bytes: &[u8], part: &Part) -> Option<FileScan> {
    let mut reader = Reader::new(bytes);
    let front = front::decode(reader.bytes()?, part)?;
    let takes = reader.bytes()?.to_vec();
    let texts: Vec<Arc<str>> = reader.list(|reader| reader.text().map(Arc::from))?;
    let text = |reader: &mut Reader<'_>| texts.get(usize::try_from(reader.number()?).ok()?).cloned();
    let sites = reader.list(|reader| read_site(reader, &text))?;
    let problem = match reader.number()? {
        0 => None,
        _ => Some(Problem { line: reader.small()?, message: text(&mut reader)? }),
    };
    let allows = reader.list(|reader| {
        Some(InlineAllow {
            line: reader.small()?,
            covers: (reader.small()?, reader.small()?),
            rule: text(reader)?,
            reason: text(reader)?,
        })
    })?;
    let node_lines = reader.list(Reader::small)?;
    let makes = reader.list(|reader| read_make(reader, &text))?;
    let replacers = reader.list(|reader| Some(Replacer { name: text(reader)?, variable: text(reader)? }))?;
    let implementations = reader.list(|reader| Some(Implementation { of: text(reader)?, name: text(reader)? }))?;
    let types = reader.list(text)?;
    let _has_these = reader.number()?;
    let Front { test_code, markers, tests, needs, asked, outline } = front;
    let about = FileScan { sites, tests, markers, problem, allows, test_code, needs, ..FileScan::default() };
    Some(FileScan { replacers, implementations, types, outline, node_lines, makes, asked, takes, ..about })
}

fn read_place(reader: &mut Reader<'_>) -> Option<Place> {
    let (line, column) = (reader.small()?, reader.small()?);
    Some(Place { line, column, end_line: reader.small()?, end_column: reader.small()? })
}

fn read_make(reader: &mut Reader<'_>, text: &impl Fn(&mut Reader<'_>) -> Option<Arc<str>>) -> Option<Make> {
    Some(Make {
        outside: reader.small()?,
        node: reader.small()?,
        place: read_place(reader)?,
        statement: reader.small()?,
        scope: text(reader)?,
        markers: reader.list(text)?,
        said: reader.list(text)?.pop(),
    })
}

/// What the definitions of a stored form take.
pub(crate) fn takes(bytes: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader::new(bytes);
    reader.bytes()?;
    reader.bytes()
}

/// Whether the scan of a stored form names functions that replace something.
pub(crate) fn has_replacers(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|last| last & REPLACES != 0)
}

/// Whether the scan of a stored form names traits that are implemented.
pub(crate) fn has_implementations(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|last| last & IMPLEMENTS != 0)
}

/// Whether the scan of a stored form lists several types.
pub(crate) fn has_types(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|last| last & DEFINES_SEVERAL != 0)
}

/// Bits of the last byte.
const REPLACES: u8 = 1;
const IMPLEMENTS: u8 = 2;
const DEFINES_SEVERAL: u8 = 4;

/// What other files need to know of a stored form; `None` where the bytes are not one.
pub fn decode_front(bytes: &[u8]) -> Option<Front> {
    front::decode(Reader::new(bytes).bytes()?, &Part::ForOthers)
}

fn read_site(reader: &mut Reader<'_>, text: &impl Fn(&mut Reader<'_>) -> Option<Arc<str>>) -> Option<Site> {
    Some(Site {
        rule: reader.number()?.try_into().ok()?,
        place: read_place(reader)?,
        statement: (reader.small()?, reader.small()?),
        kind: *Kind::ALL.get(reader.small()? as usize)?,
        also: KindSet::from_bits(reader.small()?),
        scope: text(reader)?,
        target: match reader.number()? {
            0 => None,
            origin => {
                Some(Target { origin: *TargetOrigin::ALL.get(usize::try_from(origin).ok()? - 1)?, name: text(reader)? })
            }
        },
        given: reader.list(text)?.pop(),
        boundary: match reader.number()? {
            0 => None,
            boundary => Some(*Boundary::ALL.get(usize::try_from(boundary).ok()? - 1)?),
        },
        stubbed: reader.number()? == 1,
        confidence: *Confidence::ALL.get(reader.small()? as usize)?,
        reasons: reader.list(text)?,
        markers: reader.list(text)?,
        claim: reader.list(text)?.pop(),
    })
}
