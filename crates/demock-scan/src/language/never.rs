//! What is opened and never closed, found out once: without this, each of a thousand comments that lack their end would be
//! looked for to the end of the file.
//!
//! Invariants: one value belongs to one file; an answer is the one that looking would give, but for a backslash that a
//! later start takes for another's. Absent on purpose: what a front end makes of an unclosed text.

use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell, RefCell};

/// From which offset on each closing is known to be missing.
#[derive(Debug, Default)]
pub(crate) struct Never {
    /// Whether anything is known at all: of most files nothing is.
    any: Cell<bool>,
    from: RefCell<FxHashMap<Box<[u8]>, usize>>,
    /// Brackets that stay open, in order, by what opens them.
    open: RefCell<FxHashMap<Box<[u8]>, Vec<u32>>>,
    /// Where the last line with a text stands, by that text.
    last_lines: OnceCell<FxHashMap<Box<[u8]>, u32>>,
}

impl Never {
    /// What `look` finds from an offset on; it is not asked again where it found nothing before. `closing` names what is
    /// looked for and how.
    pub(crate) fn find<T>(&self, closing: &[u8], from: usize, look: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.any.get() && self.from.borrow().get(closing).is_some_and(|known| *known <= from) {
            return None;
        }
        let found = look();
        if found.is_none() {
            self.any.set(true);
            let mut known = self.from.borrow_mut();
            let known = known.entry(closing.into()).or_insert(from);
            *known = from.min(*known);
        }
        found
    }

    /// The end of brackets that nest, the first of which opens at an offset. `look` says where they end, or which of those
    /// from there on stay open, in order.
    pub(crate) fn find_nested<T>(
        &self,
        opening: &[u8],
        at: usize,
        look: impl FnOnce() -> Result<T, Vec<u32>>,
    ) -> Option<T> {
        let stays_open = |open: &Vec<u32>| open.binary_search(&(at as u32)).is_ok();
        if self.any.get() && self.open.borrow().get(opening).is_some_and(stays_open) {
            return None;
        }
        match look() {
            Ok(end) => Some(end),
            Err(mut stay_open) => {
                self.any.set(true);
                let mut open = self.open.borrow_mut();
                let known = open.entry(opening.into()).or_default();
                if known.first().is_none_or(|first| at < *first as usize) {
                    stay_open.insert(0, at as u32);
                    stay_open.dedup();
                    *known = stay_open;
                }
                None
            }
        }
    }

    /// Whether a line after an offset may have this text, as `text_of` takes it from each line.
    pub(crate) fn has_line<'s>(
        &self,
        source: &'s [u8],
        after: usize,
        text: &[u8],
        text_of: impl Fn(&'s [u8]) -> &'s [u8],
    ) -> bool {
        let last_lines = self.last_lines.get_or_init(|| {
            let mut last: FxHashMap<Box<[u8]>, u32> = FxHashMap::default();
            let mut start = 0;
            for line in source.split_inclusive(|byte| *byte == b'\n') {
                let text = text_of(line);
                if !text.is_empty() {
                    last.insert(text.into(), start);
                }
                start += line.len() as u32;
            }
            last
        });
        last_lines.get(text).is_some_and(|last| *last as usize >= after)
    }
}
