//! What the fuzz targets ask: the invariants that `tests/inputs.rs` asks of known inputs, and that work grows with size.

#[path = "../../tests/invariants/mod.rs"]
mod invariants;
#[path = "../../tests/growing/mod.rs"]
mod growing;

pub use demock_model::Language;

use demock_scan::ruleset::RuleSet;
use std::sync::LazyLock;

/// Bytes of the largest file that [`growth`] makes.
const GROWN_BYTES: usize = 1 << 17;
/// Bytes that say the language and which part of the rest is repeated.
const SHAPE_BYTES: usize = 4;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);

/// Bytes as a file of a language.
pub fn source(language: Language, bytes: &[u8]) {
    invariants::check_source(language, bytes);
}

/// Bytes as the stored form of a scan.
pub fn stored(bytes: &[u8]) {
    invariants::check_stored(bytes);
}

/// Bytes as a `demock.toml`.
pub fn config(bytes: &[u8]) {
    invariants::check_config(bytes);
}

/// Bytes as a file of which a part is repeated. The last bytes say the language and the part, so that a source file is a
/// good seed as it stands.
pub fn growth(bytes: &[u8]) {
    let Some((text, &[language, first, length, _])) = bytes.split_last_chunk::<SHAPE_BYTES>() else { return };
    let language = Language::ALL[usize::from(language) % Language::ALL.len()];
    let from = text.len() * usize::from(first) / 256;
    let to = (from + 1 + usize::from(length)).min(text.len());
    let repeated = &text[from..to];
    let shape = growing::Shape { before: &text[..from], repeated, after: &text[to..], closing: &closing(repeated) };
    if let Err(found) = growing::growth(&RULES, language, &shape, GROWN_BYTES) {
        let [before, repeated, after] = [&text[..from], repeated, &text[to..]].map(String::from_utf8_lossy);
        panic!("{}: {before:?}, {repeated:?} repeated, {after:?}: {found}", language.as_str());
    }
}

/// What closes the brackets that a text opens, in its order.
fn closing(text: &[u8]) -> Vec<u8> {
    let mut open = Vec::new();
    for byte in text {
        match byte {
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b')' | b']' | b'}' => drop(open.pop()),
            _ => {}
        }
    }
    open.reverse();
    open
}
