//! Which names stand in the headers of a file's classes: what they derive from and implement, among others.
//!
//! Invariants: a file is read when it is first asked for, once; what is kept of it are hashes of capitalised words. It says
//! too much rather than too little, so that whoever asks looks at the header itself.

use super::store::{Store, locked};
use super::tree::{FileId, Tree};
use crate::facts::NameHash;
use crate::language::is_word;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// Bytes of a class's header, with what its constructor takes.
pub(super) const HEADER_BYTES_MAX: u32 = 2 << 10;

/// Words that a class's header begins with.
const KEYWORDS: [&[u8]; 4] = [b"class", b"object", b"record", b"struct"];

/// What is known so far.
#[derive(Debug, Default)]
pub(super) struct Headers {
    known: Mutex<FxHashMap<FileId, Arc<[NameHash]>>>,
}

impl Headers {
    /// Whether the header of a class of a file names a type.
    pub(super) fn name(&self, store: &Store, tree: &Tree, file: FileId, name: NameHash) -> bool {
        let known = locked(&self.known).get(&file).cloned();
        let named = known.unwrap_or_else(|| {
            let named: Arc<[NameHash]> = read(&store.text(tree.path(file)).unwrap_or_default()).into();
            locked(&self.known).insert(file, named.clone());
            named
        });
        named.binary_search(&name).is_ok()
    }
}

/// The capitalised words of the headers in a text, but for the names of the classes, sorted.
fn read(text: &[u8]) -> Vec<NameHash> {
    let mut named = Vec::new();
    for keyword in KEYWORDS {
        for at in memchr::memmem::find_iter(text, keyword) {
            let rest = &text[at + keyword.len()..];
            let is_whole = !at.checked_sub(1).is_some_and(|before| is_word(text[before]));
            if !is_whole || !rest.first().is_some_and(u8::is_ascii_whitespace) {
                continue;
            }
            let header = without_arguments(&rest[..rest.len().min(HEADER_BYTES_MAX as usize)]);
            let words = header.split(|byte| !is_word(*byte)).filter(|word| !word.is_empty());
            let types = words.skip(1).filter(|word| word[0].is_ascii_uppercase());
            named.extend(types.map(NameHash::of));
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

/// A class's header up to its body, without what stands in parentheses: what a constructor takes and an annotation is given
/// is nothing that the class implements.
pub(super) fn without_arguments(text: &[u8]) -> Vec<u8> {
    let (mut depth, mut header, mut is_text) = (0_u32, Vec::new(), false);
    for byte in text {
        // A brace in the text of an annotation opens nothing: `@Client(url = "${rates.url}")`.
        is_text = if *byte == b'"' { !is_text } else { is_text && *byte != b'\n' };
        match byte {
            _ if is_text => {}
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'{' | b';' if depth == 0 => break,
            _ if depth == 0 => header.push(*byte),
            _ => {}
        }
        if *byte == b')' && depth == 0 {
            header.push(b' ');
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_headers() {
        let text = b"import A\n/** A shelf of B */\npublic class Store extends Base<Row>\n    implements Rates, Closeable {\n\
            Other f() {}\n}\nobject Local : Clock {}\nclass Http(private val given: Given = Given {}) : Gateway {}\nsubclass Z : Y {}\nclassic X {}\n";
        let header = without_arguments(b"\"rates\", url = \"${url}\")\ninterface Rates {");
        assert!(String::from_utf8_lossy(&header).contains("interface Rates"));
        let found = read(text);
        let has = |name: &str| found.binary_search(&NameHash::of(name.as_bytes())).is_ok();
        for name in ["Base", "Row", "Rates", "Closeable", "Clock", "Gateway"] {
            assert!(has(name), "{name}");
        }
        for name in ["Store", "Local", "Other", "A", "Y", "X", "Given", "Http"] {
            assert!(!has(name), "{name}");
        }
    }
}
