//! The stored form of a file's scan: numbers as LEB128, texts once per file.
//!
//! Invariants: `decode(encode(scan)) == scan`; decoding hostile bytes yields `None`, never a panic, and allocates no more
//! than the bytes could hold.

use crate::site::{FileScan, InlineAllow, Problem, Replacer, Site, Target, TargetOrigin, TestCase};
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

    /// How many items follow that take at least `bytes` each: a hostile count is none.
    pub(crate) fn count(&mut self, bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len() / bytes).then_some(count)
    }

    /// A list whose items take at least one byte each.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count(1)?;
        let mut items = Vec::with_capacity(count.min(LIST_RESERVE_MAX));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }
}

/// Texts of one file, each written once.
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
}

/// The stored form.
pub fn encode(scan: &FileScan) -> Vec<u8> {
    let (mut texts, mut body) = (Texts::default(), Writer::default());
    body.number(u64::from(scan.test_code));
    write_texts(&mut body, &mut texts, &scan.markers);
    body.number(scan.tests.len() as u64);
    for TestCase { name, line, end_line, markers } in &scan.tests {
        body.number(texts.index(name));
        body.number(u64::from(*line));
        body.number(u64::from(*end_line));
        write_texts(&mut body, &mut texts, markers);
    }
    body.number(scan.sites.len() as u64);
    for site in &scan.sites {
        write_site(&mut body, &mut texts, site);
    }
    body.number(u64::from(scan.problem.is_some()));
    if let Some(Problem { line, message }) = &scan.problem {
        body.number(u64::from(*line));
        body.number(texts.index(message));
    }
    body.number(scan.allows.len() as u64);
    for InlineAllow { line, covers, rule, reason } in &scan.allows {
        for number in [*line, covers.0, covers.1] {
            body.number(u64::from(number));
        }
        body.number(texts.index(rule));
        body.number(texts.index(reason));
    }
    write_texts(&mut body, &mut texts, &scan.needs);
    body.number(scan.replacers.len() as u64);
    for Replacer { name, variable } in &scan.replacers {
        body.number(texts.index(name));
        body.number(texts.index(variable));
    }
    // The last byte, so that whoever looks for these few files decodes no other.
    body.number(u64::from(!scan.replacers.is_empty()));
    let mut whole = Writer::default();
    whole.number(texts.order.len() as u64);
    for text in &texts.order {
        whole.text(text);
    }
    whole.raw(&body.finish());
    whole.finish()
}

fn write_texts<'a>(body: &mut Writer, texts: &mut Texts<'a>, list: &'a [Arc<str>]) {
    body.number(list.len() as u64);
    for text in list {
        body.number(texts.index(text));
    }
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
        tests,
        markers,
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
    body.number(tests.len() as u64);
    let mut before = 0;
    for test in tests {
        body.number(u64::from(test - before));
        before = *test;
    }
    write_texts(body, texts, markers);
}

/// The scan of a stored form; `None` where the bytes are not one.
pub fn decode(bytes: &[u8]) -> Option<FileScan> {
    let mut reader = Reader::new(bytes);
    let texts: Vec<Arc<str>> = reader.list(|reader| reader.text().map(Arc::from))?;
    let text = |reader: &mut Reader<'_>| texts.get(usize::try_from(reader.number()?).ok()?).cloned();
    let test_code = reader.number()? == 1;
    let markers = reader.list(text)?;
    let tests = reader.list(|reader| {
        Some(TestCase {
            name: text(reader)?,
            line: reader.small()?,
            end_line: reader.small()?,
            markers: reader.list(text)?,
        })
    })?;
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
    let needs = reader.list(text)?;
    let replacers = reader.list(|reader| Some(Replacer { name: text(reader)?, variable: text(reader)? }))?;
    let _has_replacers = reader.number()?;
    Some(FileScan { sites, tests, markers, problem, allows, test_code, needs, replacers })
}

/// Whether the scan of a stored form names functions that replace something.
pub(crate) fn has_replacers(bytes: &[u8]) -> bool {
    bytes.last() == Some(&1)
}

fn read_site(reader: &mut Reader<'_>, text: &impl Fn(&mut Reader<'_>) -> Option<Arc<str>>) -> Option<Site> {
    Some(Site {
        rule: reader.number()?.try_into().ok()?,
        place: Place {
            line: reader.small()?,
            column: reader.small()?,
            end_line: reader.small()?,
            end_column: reader.small()?,
        },
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
        tests: {
            let mut before = 0_u32;
            reader.list(|reader| {
                before = before.checked_add(reader.small()?)?;
                Some(before)
            })?
        },
        markers: reader.list(text)?,
    })
}
