//! What conditions ask of a whole file, looked for once: however many facts ask the same, the file is read through for it
//! a single time.
//!
//! Invariant: an answer depends on the file alone, so that it does not matter which fact asks first.
//! Absent on purpose: what the answers mean (`conditions`).

use crate::args;
use crate::facts::{CallId, Facts, NameHash, ScopeId, ScopeKind, Span};
use crate::scopes::ScopeTree;
use memchr::{memchr_iter, memmem};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Ranges up to this length are looked through each time: that is less work than to look through the file.
const SHORT_BYTES: usize = 256;

/// The file's bytes without white space, and where each of them stands.
struct Squeezed {
    bytes: Vec<u8>,
    at: Vec<u32>,
}

/// Answers about one file, as far as asked.
#[derive(Default)]
pub(super) struct Once<'a> {
    /// Where a text stands.
    texts: RefCell<FxHashMap<&'static str, Rc<[u32]>>>,
    squeezed: OnceCell<Squeezed>,
    /// Where a text begins and ends, white space aside.
    squeezed_texts: RefCell<FxHashMap<&'static str, Rc<[Span]>>>,
    /// Whether something begins with a text: modules that are imported.
    modules: RefCell<FxHashMap<&'static str, bool>>,
    /// For each scope, whether it is test code by its own word or by that of one around it.
    test_code: OnceCell<Vec<bool>>,
    functions: OnceCell<FxHashSet<&'a [u8]>>,
    classes: OnceCell<FxHashSet<&'a [u8]>>,
    saved: OnceCell<FxHashSet<&'a [u8]>>,
    /// Whether a call stands in the arguments of one of that last name, for each call.
    inside: RefCell<FxHashMap<&'static str, Rc<[bool]>>>,
    /// Whether one of some methods is called further down the chain of a call; the list is known by where it lies.
    chains: RefCell<FxHashMap<(CallId, *const [&'static str]), bool>>,
    /// Whether a call, or the one that its chain begins with, makes a double.
    pub(super) doubles: RefCell<FxHashMap<CallId, bool>>,
    pub(super) names_of_doubles: OnceCell<FxHashSet<NameHash>>,
}

impl<'a> Once<'a> {
    /// Whether the file holds a text.
    pub(super) fn has(&self, source: &[u8], text: &'static str) -> bool {
        !self.places(source, text).is_empty()
    }

    /// Whether a range of the file holds a text.
    pub(super) fn has_in(&self, source: &[u8], range: Span, text: &'static str) -> bool {
        let bytes = range.of(source);
        if bytes.len() <= SHORT_BYTES {
            return memmem::find(bytes, text.as_bytes()).is_some();
        }
        let places = self.places(source, text);
        let next = places.get(places.partition_point(|at| *at < range.start));
        next.is_some_and(|at| *at as usize + text.len() <= range.end as usize)
    }

    /// [`Once::has_in`], white space aside.
    pub(super) fn has_squeezed(&self, source: &[u8], range: Span, text: &'static str) -> bool {
        let bytes = range.of(source);
        if bytes.len() <= SHORT_BYTES {
            let squeezed: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            return memmem::find(&squeezed, text.as_bytes()).is_some();
        }
        let known = self.squeezed_texts.borrow().get(text).cloned();
        let places = known.unwrap_or_else(|| {
            let squeezed = self.squeezed.get_or_init(|| squeeze(source));
            let found = memmem::find_iter(&squeezed.bytes, text.as_bytes());
            let place = |at: usize| Span { start: squeezed.at[at], end: squeezed.at[at + text.len() - 1] + 1 };
            let places: Rc<[Span]> = found.map(place).collect();
            self.squeezed_texts.borrow_mut().insert(text, places.clone());
            places
        });
        let next = places.get(places.partition_point(|place| place.start < range.start));
        next.is_some_and(|place| place.end <= range.end)
    }

    fn places(&self, source: &[u8], text: &'static str) -> Rc<[u32]> {
        if let Some(known) = self.texts.borrow().get(text) {
            return known.clone();
        }
        let places: Rc<[u32]> = memmem::find_iter(source, text.as_bytes()).map(|at| at as u32).collect();
        self.texts.borrow_mut().insert(text, places.clone());
        places
    }

    /// Whether a module is imported, as `look` finds out.
    pub(super) fn imports(&self, prefix: &'static str, look: impl FnOnce() -> bool) -> bool {
        *self.modules.borrow_mut().entry(prefix).or_insert_with(look)
    }

    /// Whether a scope or one around it is test code by its own word.
    pub(super) fn is_test_code(&self, facts: &Facts, tree: &ScopeTree, scope: ScopeId) -> bool {
        let test_code = self.test_code.get_or_init(|| {
            let mut all = vec![false; facts.scopes.len()];
            let mut done = 0;
            let mut scopes = facts.test_scopes.clone();
            scopes.sort_unstable();
            for scope in scopes {
                let (from, to) = (done.max(scope as usize), tree.last(scope) as usize + 1);
                all.iter_mut().take(to).skip(from).for_each(|inside| *inside = true);
                done = done.max(to);
            }
            all
        });
        test_code.get(scope as usize).copied().unwrap_or(false)
    }

    /// Whether a function or class of this file is to be had by a name.
    pub(super) fn names_function(&self, facts: &Facts, source: &'a [u8], name: &[u8]) -> bool {
        let functions = self.functions.get_or_init(|| {
            let scopes = facts.scopes.iter().skip(1);
            let named = scopes.filter(|scope| matches!(scope.kind, ScopeKind::Function | ScopeKind::Class));
            // A function that has the name of the member it was assigned to is not to be had by that name.
            let free = named.filter(|scope| !source[..scope.name.start as usize].ends_with(b"."));
            free.map(|scope| scope.name.of(source)).collect()
        });
        functions.contains(name)
    }

    /// Whether the file defines a class of a name.
    pub(super) fn names_class(&self, facts: &Facts, source: &'a [u8], name: &[u8]) -> bool {
        let classes = self.classes.get_or_init(|| {
            let classes = facts.scopes.iter().skip(1).filter(|scope| scope.kind == ScopeKind::Class);
            classes.map(|scope| scope.name.of(source)).collect()
        });
        classes.contains(name)
    }

    /// Whether the file keeps a value elsewhere: `saved = store.get;`, `saved = store.get.bind(store)`.
    pub(super) fn is_saved(&self, source: &'a [u8], value: &[u8]) -> bool {
        let saved = self.saved.get_or_init(|| {
            let equals = memchr_iter(b'=', source).filter(|at| *at == 0 || source[*at - 1] != b'=');
            equals.flat_map(|at| values_after(source, at + 1)).collect()
        });
        saved.contains(value)
    }

    /// Whether a call stands in the arguments of one whose last name this is.
    pub(super) fn stands_inside(&self, facts: &Facts, source: &[u8], call: CallId, name: &'static str) -> bool {
        let known = self.inside.borrow().get(name).cloned();
        let inside = known.unwrap_or_else(|| {
            let mut inside: Vec<bool> = Vec::with_capacity(facts.calls.len());
            for call in &facts.calls {
                // An enclosing call opens first.
                let around = call.parent.and_then(|parent| Some((facts.calls.get(parent as usize)?, parent)));
                inside.push(around.is_some_and(|(around, parent)| {
                    let last = facts.path_names(around.path).last();
                    inside.get(parent as usize).copied().unwrap_or(false)
                        || last.is_some_and(|last| last.span.of(source) == name.as_bytes())
                }));
            }
            let inside: Rc<[bool]> = inside.into();
            self.inside.borrow_mut().insert(name, inside.clone());
            inside
        });
        inside.get(call as usize).copied().unwrap_or(false)
    }

    /// Whether one of the methods is called on the result of a call, at any later link of the chain.
    pub(super) fn chain_has(&self, facts: &Facts, source: &[u8], call: CallId, names: &'static [&'static str]) -> bool {
        let mut chains = self.chains.borrow_mut();
        let list = std::ptr::from_ref(names);
        let (mut links, mut at) = (Vec::new(), call);
        let answer = loop {
            if let Some(known) = chains.get(&(at, list)) {
                break *known;
            }
            links.push(at);
            let Some(next) = facts.next_in_chain(at) else { break false };
            let path = facts.path_names(facts.calls[next as usize].path);
            if path.iter().any(|name| names.iter().any(|asked| name.span.of(source) == asked.as_bytes())) {
                break true;
            }
            at = next;
        };
        chains.extend(links.into_iter().map(|link| ((link, list), answer)));
        answer
    }
}

fn squeeze(source: &[u8]) -> Squeezed {
    let full = source.iter().zip(0..).filter(|(byte, _)| !byte.is_ascii_whitespace());
    let (bytes, at) = full.map(|(byte, at)| (*byte, at)).unzip();
    Squeezed { bytes, at }
}

/// What an assignment's right-hand side may be as a whole: up to where it ends, and up to `.bind(`.
fn values_after(source: &[u8], start: usize) -> impl Iterator<Item = &[u8]> {
    let rest = source.get(start..).unwrap_or_default().trim_ascii_start();
    let rest = &rest[..rest.len().min(args::PATH_BYTES_MAX)];
    let end = rest.iter().position(|byte| matches!(byte, b';' | b'\n' | b'\r' | b',' | b')'));
    let whole = end.map(|end| &rest[..end]);
    let bound = memmem::find(whole.unwrap_or(rest), b".bind(").map(|end| &rest[..end]);
    // A file may end with the value.
    let last = (end.is_none() && rest.len() < args::PATH_BYTES_MAX).then_some(rest);
    whole.into_iter().chain(bound).chain(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_what_lies_in_it() {
        let source = [&b"None "[..], &vec![b'x'; 300], b" No ne ", &vec![b'y'; 300]].concat();
        let once = Once::default();
        let whole = Span::new(0, source.len());
        assert!(once.has(&source, "None") && once.has_in(&source, whole, "None"));
        assert!(!once.has_in(&source, Span::new(1, source.len()), "None"));
        assert!(once.has_squeezed(&source, Span::new(1, source.len()), "None"));
        assert!(!once.has_squeezed(&source, Span::new(1, 310), "None"));
        assert!(once.has_squeezed(&source, Span::new(300, 313), "None"), "a short range");
    }

    #[test]
    fn values_that_are_kept() {
        let source = b"a = store.get;\nb = x.y.bind(x)\nc == d\ne=f, g =\n h\ni=j";
        let once = Once::default();
        let saved = |value: &str| once.is_saved(source, value.as_bytes());
        assert!(["store.get", "x.y", "f", "h", "j"].into_iter().all(saved));
        assert!(!["store", "d", "get", "a", "x"].into_iter().any(saved));
    }
}
