//! The part of a scan that other files need to know: its tests, its outline, what it asks of the project.

use super::{Reader, Texts, Writer, write_texts};
use crate::fits::{Asked, Shape};
use crate::outline::{Base, By, Class, Double, How, Outline, Outside, Shown, Sort};
use crate::site::{FileScan, TestCase};
use demock_model::{Confidence, Text};
use std::sync::Arc;

/// That part; the fields are those of [`FileScan`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Whether the file is test code.
    pub test_code: bool,
    /// Markers of the whole file.
    pub markers: Vec<Arc<str>>,
    /// Tests in order of place, without their names.
    pub tests: Vec<TestCase>,
    /// Names that the project may know.
    pub needs: Vec<Arc<str>>,
    /// Names that tests call, and with what.
    pub asked: Vec<Asked>,
    /// What runs what.
    pub outline: Outline,
}

pub(super) fn encode(scan: &FileScan) -> Vec<u8> {
    let (mut texts, mut body) = (Texts::default(), Writer::default());
    body.number(u64::from(scan.test_code));
    write_texts(&mut body, &mut texts, &scan.markers);
    write_texts(&mut body, &mut texts, &scan.needs);
    write_asked(&mut body, &mut texts, &scan.asked);
    body.number(scan.tests.len() as u64);
    for TestCase { name, line, end_line, markers } in &scan.tests {
        body.number(texts.index(name));
        body.number(u64::from(*line));
        body.number(u64::from(end_line - line));
        write_texts(&mut body, &mut texts, markers);
    }
    write_outline(&mut body, &mut texts, &scan.outline);
    texts.with(body)
}

fn write_asked<'s>(body: &mut Writer, texts: &mut Texts<'s>, asked: &'s [Asked]) {
    body.number(asked.len() as u64);
    for Asked { name, shapes } in asked {
        body.number(texts.index(name));
        body.number(shapes.len() as u64);
        for Shape { placed, named } in shapes {
            body.number(u64::from(*placed));
            body.number(named.len() as u64);
            for name in named {
                body.number(u64::from(*name));
            }
        }
    }
}

fn read_shape(reader: &mut Reader<'_>) -> Option<Shape> {
    let placed = reader.number()?.try_into().ok()?;
    Some(Shape { placed, named: reader.list(|reader| reader.number()?.try_into().ok())? })
}

fn write_outline<'s>(body: &mut Writer, texts: &mut Texts<'s>, outline: &'s Outline) {
    let Outline { outside, nodes, runs, acting, beyond, members, waiting, tests, shown, classes, doubles, in_use } =
        outline;
    body.number(outside.len() as u64);
    for Outside { how, name } in outside {
        body.number(*how as u64);
        body.number(texts.index(name.as_str()));
    }
    body.number(u64::from(*nodes));
    for pairs in [runs, acting, beyond, members] {
        write_pairs(body, pairs);
    }
    body.number(waiting.len() as u64);
    for (constructs, method, name) in waiting {
        for number in [constructs, method, name] {
            body.number(u64::from(*number));
        }
    }
    body.number(tests.len() as u64);
    for test in tests {
        body.number(test.map_or(0, |node| u64::from(node) + 1));
    }
    body.number(shown.len() as u64);
    for Shown { sort, name, node } in shown {
        body.number(*sort as u64);
        body.number(texts.index(name.as_str()));
        body.number(u64::from(*node));
    }
    body.number(classes.len() as u64);
    for class in classes {
        write_class(body, texts, class);
    }
    body.number(doubles.len() as u64);
    for Double { name, by, at_most } in doubles {
        body.number(texts.index(name.as_str()));
        let (how, at) = match by {
            By::Site(site) => (0, *site),
            By::Through(outside) => (1, *outside),
            By::Name => (2, 0),
            By::Wraps(site) => (3, *site),
            By::Shipped => (4, 0),
            By::Defined(site) => (5, *site),
        };
        body.number(how);
        body.number(u64::from(at));
        body.number(*at_most as u64);
    }
    body.number(in_use.len() as u64);
    for name in in_use {
        body.number(texts.index(name.as_str()));
    }
}

fn write_class<'s>(body: &mut Writer, texts: &mut Texts<'s>, class: &'s Class) {
    let Class { name, suite, tests, bases, markers } = class;
    body.number(texts.index(name.as_str()));
    body.number(suite.map_or(0, |node| u64::from(node) + 1));
    body.number(tests.len() as u64);
    for (test, name) in tests {
        body.number(test.map_or(0, |node| u64::from(node) + 1));
        body.number(texts.index(name.as_str()));
    }
    body.number(bases.len() as u64);
    for base in bases {
        let (is_there, at) = match base {
            Base::Here(at) => (0, *at),
            Base::There(at) => (1, *at),
        };
        body.number(u64::from(at) << 1 | is_there);
    }
    body.number(markers.len() as u64);
    for marker in markers {
        body.number(texts.index(marker.as_str()));
    }
}

/// Pairs in order: the first of each as what it is more than the one before.
fn write_pairs(body: &mut Writer, pairs: &[(u32, u32)]) {
    body.number(pairs.len() as u64);
    let mut before = 0;
    for (node, what) in pairs {
        body.number(u64::from(node - before));
        body.number(u64::from(*what));
        before = *node;
    }
}

/// What is taken of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// All but the names of tests: there are many, and the index only counts them.
    ForOthers,
    /// All but the outline.
    Own,
}

pub(super) fn decode(bytes: &[u8], part: &Part) -> Option<Front> {
    let mut reader = Reader::new(bytes);
    let texts: Vec<&str> = reader.list(Reader::text)?;
    let text = |reader: &mut Reader<'_>| texts.get(usize::try_from(reader.number()?).ok()?).copied();
    let shared = |reader: &mut Reader<'_>| text(reader).map(Arc::from);
    let test_code = reader.number()? == 1;
    let markers = reader.list(shared)?;
    let needs = reader.list(shared)?;
    let asked = reader.list(|reader| Some(Asked { name: shared(reader)?, shapes: reader.list(read_shape)? }))?;
    let nameless: Arc<str> = Arc::default();
    let tests = reader.list(|reader| {
        let name = text(reader)?;
        let name = if *part == Part::ForOthers { nameless.clone() } else { Arc::from(name) };
        let line = reader.small()?;
        Some(TestCase { name, line, end_line: line.checked_add(reader.small()?)?, markers: reader.list(shared)? })
    })?;
    if *part == Part::Own {
        return Some(Front { test_code, markers, tests, needs, asked, outline: Outline::default() });
    }
    let outline = read_outline(&mut reader, &text)?;
    reader.is_at_end().then_some(Front { test_code, markers, tests, needs, asked, outline })
}

fn read_outline<'a>(reader: &mut Reader<'a>, text: &impl Fn(&mut Reader<'a>) -> Option<&'a str>) -> Option<Outline> {
    let outside = reader.list(|reader| {
        let how = *How::ALL.get(reader.small()? as usize)?;
        Some(Outside { how, name: Text::new(text(reader)?) })
    })?;
    let nodes = reader.small()?;
    let below = |index: u32, length: u32| (index < length).then_some(index);
    let runs = read_pairs(reader, nodes, nodes)?;
    // Which sites there are is said elsewhere: whoever asks for one looks whether it is there.
    let acting = read_pairs(reader, nodes, u32::MAX)?;
    let beyond = read_pairs(reader, nodes, outside.len() as u32)?;
    let members = read_pairs(reader, nodes, u32::MAX)?;
    let waiting = reader.list(|reader| {
        let (constructs, method) = (below(reader.small()?, nodes)?, below(reader.small()?, nodes)?);
        Some((constructs, method, reader.small()?))
    })?;
    let tests = reader.list(|reader| read_node(reader, nodes))?;
    let shown = reader.list(|reader| {
        let sort = *Sort::ALL.get(reader.small()? as usize)?;
        Some(Shown { sort, name: Text::new(text(reader)?), node: below(reader.small()?, nodes)? })
    })?;
    let classes = reader.list(|reader| read_class(reader, text, nodes))?;
    let doubles = reader.list(|reader| read_double(reader, text, outside.len()))?;
    let in_use = reader.list(|reader| Some(Text::new(text(reader)?)))?;
    let base_is_there = |base: &Base| match base {
        Base::Here(at) => (*at as usize) < classes.len(),
        Base::There(at) => (*at as usize) < outside.len(),
    };
    let all = classes.iter().flat_map(|class: &Class| &class.bases).all(base_is_there);
    all.then_some(Outline {
        outside,
        nodes,
        runs,
        acting,
        beyond,
        members,
        waiting,
        tests,
        shown,
        classes,
        doubles,
        in_use,
    })
}

fn read_double<'a>(
    reader: &mut Reader<'a>,
    text: &impl Fn(&mut Reader<'a>) -> Option<&'a str>,
    outside: usize,
) -> Option<Double> {
    let name = Text::new(text(reader)?);
    let (how, at) = (reader.small()?, reader.small()?);
    let by = match how {
        0 => By::Site(at),
        1 if (at as usize) < outside => By::Through(at),
        2 => By::Name,
        3 => By::Wraps(at),
        4 => By::Shipped,
        5 => By::Defined(at),
        _ => return None,
    };
    let at_most = *Confidence::ALL.get(reader.small()? as usize)?;
    Some(Double { name, by, at_most })
}

fn read_class<'a>(
    reader: &mut Reader<'a>,
    text: &impl Fn(&mut Reader<'a>) -> Option<&'a str>,
    nodes: u32,
) -> Option<Class> {
    let name = Text::new(text(reader)?);
    let suite = read_node(reader, nodes)?;
    let tests = reader.list(|reader| Some((read_node(reader, nodes)?, Text::new(text(reader)?))))?;
    let bases = reader.list(|reader| {
        let base = reader.number()?;
        let at = u32::try_from(base >> 1).ok()?;
        Some(if base & 1 == 0 { Base::Here(at) } else { Base::There(at) })
    })?;
    let markers = reader.list(|reader| text(reader).map(Text::new))?;
    Some(Class { name, suite, tests, bases, markers })
}

/// A node or none, 0 standing for none.
#[expect(clippy::option_option, reason = "nothing can be read, or none is what was written")]
fn read_node(reader: &mut Reader<'_>, nodes: u32) -> Option<Option<u32>> {
    match reader.small()? {
        0 => Some(None),
        node => Some(node - 1).filter(|node| *node < nodes).map(Some),
    }
}

fn read_pairs(reader: &mut Reader<'_>, nodes: u32, length: u32) -> Option<Vec<(u32, u32)>> {
    let mut before = 0_u32;
    reader.list(|reader| {
        before = before.checked_add(reader.small()?).filter(|node| *node < nodes)?;
        Some((before, reader.small().filter(|what| *what < length)?))
    })
}
