//! Tests that stand in comments, each by what it once was.
//!
//! Invariant: a file is only read for comments where one of its lines may be an old test's first. Documentation comments hold
//! examples and are left alone. Absent on purpose: texts that stand for themselves; they are data as often as old code.

use super::{Subject, words};
use crate::facts::Span;
use crate::language::lexis;
use crate::site::{Target, TargetOrigin};
use crate::suspect::Suspect;
use demock_model::{Confidence, Language};
use memchr::memmem;

/// Lines of a comment: where each begins, and its text without marks.
type Lines<'a> = Vec<(u32, &'a str)>;

/// Every test that is commented out.
pub(super) fn suspects(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    if !may_hold_some(subject) {
        return Vec::new();
    }
    let mut suspects = Vec::new();
    for lines in groups(subject) {
        of_group(subject.language(), &lines, &mut suspects);
    }
    suspects
}

/// Lines from the first annotation of a test to its name.
const NAME_LINES: usize = 6;

/// Texts by which an old test begins.
fn needles(language: Language) -> &'static [&'static str] {
    match language {
        Language::Python => &["def test"],
        Language::JavaScript | Language::TypeScript => &["it(", "test(", "it.only(", "it.skip("],
        Language::Go => &["func Test"],
        Language::Java | Language::Kotlin => &["@Test", "@ParameterizedTest"],
        Language::CSharp => &["[Fact", "[Test", "[Theory"],
        Language::Rust => &["#[test]", "::test]"],
        Language::Php => &["function test", "it('", "test('"],
        Language::Ruby => &["def test_", "it \"", "it '", "test \"", "test '"],
    }
}

/// Whether a line with such a text begins as a comment, or may stand in one of several lines.
fn may_hold_some(subject: &Subject<'_, '_>) -> bool {
    let source = subject.source();
    let has_blocks = !matches!(subject.language(), Language::Python | Language::Ruby);
    let (mut opened, mut closed) = (0, 0);
    let (mut opens, mut closes) =
        (memmem::find_iter(source, b"/*").peekable(), memmem::find_iter(source, b"*/").peekable());
    let mut found: Vec<usize> =
        needles(subject.language()).iter().flat_map(|needle| memmem::find_iter(source, needle.as_bytes())).collect();
    found.sort_unstable();
    found.into_iter().any(|at| {
        let line = memchr::memrchr(b'\n', &source[at.saturating_sub(200)..at])
            .map_or(0, |newline| at.saturating_sub(200) + newline + 1);
        let before = source[line..at].trim_ascii_start();
        if before.starts_with(b"#") && !before.starts_with(b"#[") || before.starts_with(b"//") {
            return true;
        }
        while let Some(open) = opens.next_if(|open| *open < at) {
            opened = open + 1;
        }
        while let Some(close) = closes.next_if(|close| *close < at) {
            closed = close + 1;
        }
        has_blocks && opened > closed
    })
}

/// The comments of a file, those of neighbouring lines together.
fn groups<'a>(subject: &Subject<'_, 'a>) -> Vec<Lines<'a>> {
    let source = subject.source();
    let (skip, is_comment) = (lexis(subject.language()).skip, lexis(subject.language()).is_comment);
    let (mut groups, mut lines, mut at): (Vec<Lines<'a>>, Lines<'a>, usize) = (Vec::new(), Vec::new(), 0);
    while at < source.len() {
        let Some(next) = skip(source, at, subject.resolver.never()) else {
            if !source[at].is_ascii_whitespace() && !lines.is_empty() {
                groups.push(std::mem::take(&mut lines));
            }
            at += 1;
            continue;
        };
        let next = next.clamp(at + 1, source.len());
        let text = std::str::from_utf8(&source[at..next]).unwrap_or_default();
        if !is_comment(&source[at..next]) {
            groups.push(std::mem::take(&mut lines));
        } else if !["/**", "///", "//!"].iter().any(|mark| text.starts_with(mark)) {
            let mut offset = at;
            for line in text.split_inclusive('\n') {
                lines.push((offset as u32, bare(line)));
                offset += line.len();
            }
        }
        at = next;
    }
    groups.push(lines);
    groups
}

/// A line without the marks of its comment.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix("/*").or_else(|| line.strip_prefix("//")).unwrap_or(line);
    let hash = line.strip_prefix('#').filter(|rest| !rest.starts_with('['));
    let line = hash.unwrap_or(line).trim();
    line.strip_suffix("*/").unwrap_or(line).trim()
}

fn of_group(language: Language, lines: &Lines<'_>, suspects: &mut Vec<Suspect>) {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((name, behind)) = old_test(language, lines, at) {
            starts.push((at, name));
            at = behind;
        }
        at += 1;
    }
    for (number, (start, name)) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(lines.len(), |(next, _)| *next);
        let code = lines[*start + 1..end].iter().filter(|(_, line)| is_code(line)).count();
        let is_whole = lines[*start].1.ends_with([')', ';', '}']);
        let checks = lines[*start..end].iter().any(|(_, line)| {
            let mut names = line.split(|character: char| !(character.is_alphanumeric() || character == '_'));
            names.any(|name| {
                words::checks(language, name) || language == Language::Go && words::is_of_context(language, name)
            })
        });
        // One line holds a whole test only where it checks.
        if code == 0 && !(checks && is_whole) {
            continue;
        }
        let offset = lines[*start].0;
        suspects.push(Suspect {
            rule: "commented-out",
            span: Span { start: offset, end: offset + 1 },
            scope: 0,
            target: Some(Target { name: (*name).into(), origin: TargetOrigin::Text }),
            confidence: if checks { Confidence::Certain } else { Confidence::Likely },
            reasons: vec!["the whole test stands in a comment".into()],
        });
    }
}

/// Whether a commented line looks like code.
fn is_code(line: &str) -> bool {
    line.contains('(') || line.contains(" = ") || line.ends_with([';', '{', '}', ':']) || line.starts_with("assert ")
}

/// The name of the test that begins at a line, and the line of its name.
fn old_test<'a>(language: Language, lines: &Lines<'a>, at: usize) -> Option<(&'a str, usize)> {
    let line = lines[at].1;
    let here = |name: &'a str| Some((name, at));
    match language {
        Language::Python => {
            let rest = line.strip_prefix("async ").unwrap_or(line).strip_prefix("def ")?;
            here(called(rest).filter(|name| name.starts_with("test"))?)
        }
        Language::Ruby if line.starts_with("def test_") => here(line[4..].split([' ', '(', ';']).next()?),
        Language::Ruby => {
            here(titled(line, &["it ", "test ", "specify "]).filter(|_| line.contains(" do") || line.contains('{'))?)
        }
        Language::JavaScript | Language::TypeScript => {
            let opens = line.contains("=>") || line.contains("function") || line.ends_with(',');
            here(
                titled(line, &["it(", "test(", "it.only(", "it.skip(", "test.only(", "test.skip("])
                    .filter(|_| opens)?,
            )
        }
        Language::Go => here(
            line.strip_prefix("func ")
                .and_then(called)
                .filter(|name| name.starts_with("Test") && line.contains("testing.T"))?,
        ),
        Language::Php if line.contains("function test") => here(called(&line[line.find("test")?..])?),
        Language::Php => {
            here(titled(line, &["it(", "test("]).filter(|_| line.contains("function") || line.contains("fn"))?)
        }
        Language::Java | Language::Kotlin | Language::CSharp | Language::Rust => {
            let marks = needles(language)
                .iter()
                .any(|needle| line.starts_with(needle) || line.starts_with("#[") && line.contains(needle));
            // The name stands a few annotations further down.
            let mut named = (at..lines.len().min(at + NAME_LINES)).filter(|_| marks);
            named.find_map(|at| method(lines[at].1).map(|name| (name, at)))
        }
    }
}

/// The name of a method by the line of its header: the word before its parenthesis.
fn method(line: &str) -> Option<&str> {
    let line = line.split("->").next().unwrap_or(line);
    let header = line.rsplit([']', ')']).find(|part| part.contains('(')).unwrap_or(line);
    let open = line.find(header).map(|start| start + header.find('(').unwrap_or(0))?;
    let before = line[..open].trim_end();
    let is_header = ["void ", "fun ", "fn ", "Task ", "public "].iter().any(|word| before.contains(word));
    let name = before.rsplit([' ', '`']).find(|part| !part.is_empty())?;
    (is_header && !name.starts_with(['@', '[', '#'])).then_some(name)
}

/// The name before a parenthesis.
fn called(text: &str) -> Option<&str> {
    let name = &text[..text.find('(')?];
    (!name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || character == '_')).then_some(name)
}

/// The title behind one of these words.
fn titled<'a>(line: &'a str, starts: &[&str]) -> Option<&'a str> {
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let title = &rest[1..];
    Some(&title[..title.find(quote)?])
}
