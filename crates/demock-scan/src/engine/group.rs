//! What Ruby's example groups say of names: `described_class`, `subject`, `let(:store) { Store.new }`, and what a stubbed
//! method answers with.
//!
//! Invariant: traces for boundaries, which never make a site.

use super::Matcher;
use super::around::last_path;
use crate::facts::{Call, NameHash, ScopeId, ScopeKind, Span};
use crate::language::{is_word, path_length};
use demock_model::Language;
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Bytes after a double in which it is looked for as an answer.
const ANSWER_WINDOW: usize = 8 << 10;
/// Bytes of a chain of calls by which an answer is given.
const CHAIN: usize = 400;
/// Bytes of the value of a `let`.
const VALUE: usize = 200;

impl Matcher<'_> {
    /// The class that the innermost group around a scope describes, and its object: `described_class` and `subject`.
    pub(super) fn described(&self, name: &str, scope: ScopeId) -> Option<String> {
        if self.resolver.language != Language::Ruby || !matches!(name, "described_class" | "subject") {
            return None;
        }
        let scopes = &self.facts().scopes;
        let mut at = scope;
        while at != 0 {
            let around = &scopes[at as usize];
            let title = around.name.text(self.source());
            let is_text = matches!(self.bytes().get(around.name.end as usize), Some(b'"' | b'\''));
            if around.kind == ScopeKind::Suite
                && !is_text
                && title.starts_with(|first: char| first.is_ascii_uppercase())
            {
                let class = title.replace("::", ".");
                return Some(if name == "subject" { format!("{class}.new()") } else { class });
            }
            at = around.parent;
        }
        None
    }

    /// What Ruby's `let(:name) { Store.new }` makes.
    pub(super) fn let_be(&self, name: &str, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        if self.resolver.language != Language::Ruby {
            return None;
        }
        let value = self.lets.get_or_init(|| lets(self.bytes())).get(&NameHash::of(name.as_bytes()))?.of(self.bytes());
        let length = path_length(Language::Ruby, value);
        let path = std::str::from_utf8(&value[..length]).ok()?;
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        if let Some(class) = self.described(head, scope) {
            return Some(format!("{class}.{rest}()").into());
        }
        let is_constant = path.starts_with(|first: char| first.is_ascii_uppercase()) && rest == "new";
        is_constant.then(|| format!("{}()", self.resolver.resolve_text(path, scope, at).text).into())
    }

    /// Where a Ruby double is what a replaced method answers: `allow(Store).to receive(:find).and_return(double)`.
    pub(super) fn answer_of(&self, name: &str, call: &Call) -> Option<u32> {
        if self.resolver.language != Language::Ruby {
            return None;
        }
        let from = call.end as usize;
        let text = self.bytes().get(from..(from + ANSWER_WINDOW).min(self.bytes().len()))?;
        memmem::find_iter(text, name.as_bytes()).find_map(|found| {
            let before = &text[..found];
            let rest = &text[found + name.len()..];
            // Mocha's answer stands behind the call that says whose it is.
            if let Some(at) = stubbed_before(before).filter(|_| !rest.first().copied().is_some_and(is_word)) {
                return Some((from + at) as u32);
            }
            let is_block = before.trim_ascii_end().ends_with(b"{") && rest.trim_ascii_start().starts_with(b"}");
            let is_answer = is_block
                || [b"and_return(".as_slice(), b"returns(", b"and_yield("].iter().any(|word| before.ends_with(word));
            let is_whole = !rest.first().copied().is_some_and(is_word);
            (is_answer && is_whole).then_some((from + found) as u32)
        })
    }
}

/// Where Mocha's `expects` or `stubs` stands whose answer is given at the end of a text: `store.expects(:find).returns(`.
pub(super) fn stubbed_before(before: &[u8]) -> Option<usize> {
    let chain = before.strip_suffix(b".returns(")?;
    let from = chain.len().saturating_sub(CHAIN);
    let found =
        [b".expects(".as_slice(), b".stubs("].iter().filter_map(|call| memmem::rfind(&chain[from..], call)).max()?;
    let between = &chain[from + found..];
    (memmem::find(between, b"\n\n").is_none() && memmem::find(between, b".returns(").is_none())
        .then_some(from + found + 1)
}

/// The name of Ruby's `let(:name) {`.
pub(super) fn name_of_let(before: &[u8]) -> Option<&str> {
    let opened = before.strip_suffix(b"{").or_else(|| before.strip_suffix(b"do"))?;
    let named = opened.trim_ascii_end().strip_suffix(b")")?;
    let name = last_path(named);
    let definer = named[..named.len() - name.len()].strip_suffix(b"(:")?;
    [b"let".as_slice(), b"let!", b"let_it_be", b"subject"].iter().any(|word| definer.ends_with(word)).then_some(name)
}

/// Where the values of Ruby's `let` and `subject` begin, the first of each name.
fn lets(source: &[u8]) -> FxHashMap<NameHash, Span> {
    let mut found = FxHashMap::default();
    for definer in [b"let(:".as_slice(), b"let!(:", b"let_it_be(:", b"subject(:", b"subject!(:"] {
        for at in memmem::find_iter(source, definer) {
            let name = at + definer.len();
            let end = name + source[name..].iter().take_while(|byte| is_word(**byte)).count();
            let rest = &source[end..source.len().min(end + VALUE)];
            let rest = rest.strip_prefix(b")").unwrap_or(rest).trim_ascii_start();
            let value = rest.strip_prefix(b"{").or_else(|| rest.strip_prefix(b"do"));
            let Some(value) = value.map(<[u8]>::trim_ascii_start) else { continue };
            let begins = end + VALUE.min(source.len() - end) - value.len();
            found.entry(NameHash::of(&source[name..end])).or_insert(Span::new(begins, begins + value.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_of_lets() {
        assert_eq!(name_of_let(b"  let(:store) {"), Some("store"));
        assert_eq!(name_of_let(b"  let!(:store) do"), Some("store"));
        assert_eq!(name_of_let(b"  store(:let) {"), None);
        assert_eq!(name_of_let(b"  x = {"), None);
        let source = b"let(:a) { A.new }\nsubject!(:b) do\n  B.new(1)\nend\nlet(:c)\n";
        let found = lets(source);
        let value = |name: &str| found.get(&NameHash::of(name.as_bytes())).map(|span| &span.of(source)[..5]);
        assert_eq!((value("a"), value("b"), value("c")), (Some(b"A.new".as_slice()), Some(b"B.new".as_slice()), None));
    }
}
