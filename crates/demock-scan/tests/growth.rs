//! A file four times as large takes about four times as long, whatever it holds.
//!
//! `tests/growth/<extension>.txt` holds shapes: a name after `#`, then `before`, `repeat`, `after` and `close`, each with
//! the text that follows on its line (`\n`, `\t`, `\xHH` and `\\` stand for bytes). `<N>` is the number of the repetition,
//! `<P>` the one before. A new shape is a paragraph in one of these files.

mod growing;

use demock_model::Language;
use demock_scan::ruleset::RuleSet;
use growing::{Shape, growth};
use std::fs;
use std::path::Path;

/// Bytes of the largest file of each shape.
const BYTES_MAX: usize = 1 << 19;

#[derive(Debug, Default)]
struct Text {
    name: String,
    before: Vec<u8>,
    repeated: Vec<u8>,
    after: Vec<u8>,
    closing: Vec<u8>,
}

fn shapes(extension: &str) -> Vec<Text> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/growth/{extension}.txt"));
    let content = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut shapes: Vec<Text> = Vec::new();
    for line in content.lines().filter(|line| !line.is_empty()) {
        let (key, text) = line.split_once(' ').unwrap_or((line, ""));
        if key == "#" {
            shapes.push(Text { name: text.to_owned(), ..Text::default() });
            continue;
        }
        let shape = shapes.last_mut().expect("a name comes first");
        let place = match key {
            "before" => &mut shape.before,
            "repeat" => &mut shape.repeated,
            "after" => &mut shape.after,
            "close" => &mut shape.closing,
            _ => panic!("{}: `{key}` is no part of a shape", file.display()),
        };
        *place = bytes(text);
    }
    shapes
}

/// The bytes that a text with escapes stands for.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match (byte, rest.clone().next()) {
            (b'\\', Some(escaped)) => {
                rest.next();
                match escaped {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'x' => {
                        let digits: String = rest.by_ref().take(2).map(char::from).collect();
                        u8::from_str_radix(&digits, 16).expect("two hexadecimal digits")
                    }
                    other => other,
                }
            }
            (byte, _) => byte,
        });
    }
    bytes
}

/// Checks every shape of a language and names all that grow too fast.
#[track_caller]
fn check(extension: &str) {
    let rules = RuleSet::built_in();
    let language = Language::of_extension(extension).expect("a language that is read");
    let mut wrong = String::new();
    for Text { name, before, repeated, after, closing } in &shapes(extension) {
        let shape = Shape { before, repeated, after, closing };
        if let Err(found) = growth(&rules, language, &shape, BYTES_MAX) {
            wrong.push_str(&format!("{extension}: {name}: {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "work grows faster than the file\n{wrong}");
}

#[test]
fn python() {
    check("py");
}

#[test]
fn javascript() {
    check("ts");
}

#[test]
fn go() {
    check("go");
}

#[test]
fn java() {
    check("java");
}

#[test]
fn kotlin() {
    check("kt");
}

#[test]
fn rust() {
    check("rs");
}

#[test]
fn ruby() {
    check("rb");
}

#[test]
fn csharp() {
    check("cs");
}

#[test]
fn php() {
    check("php");
}
