//! Rows in the form in which they are asked: by what they look at and by the last name of their path.
//!
//! Invariant: among rows that match, the order of the table is kept within exact names and within patterns.

use super::{last_name, matches};
use crate::facts::NameHash;
use crate::rules::{On, Row};
use rustc_hash::FxHashMap;

/// A row with its path taken apart.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRow {
    pub(crate) rule: u16,
    pub(crate) row: Row,
    /// The path without alternatives, `.` between names; without the `?.` of [`CompiledRow::any_receiver`].
    pub(crate) path: Box<str>,
    pub(crate) any_receiver: bool,
    /// How much of the path stands before its first `*`: all of it where it has none.
    plain: usize,
    /// How many `.` the path has.
    dots: usize,
    order: u32,
}

impl CompiledRow {
    /// `path` has one alternative and `.` between names; it may begin with `?.`.
    pub(super) fn new(rule: u16, row: &Row, path: &str, order: u32) -> Self {
        let (any_receiver, path) = path.strip_prefix("?.").map_or((false, path), |path| (true, path));
        let plain = path.find('*').unwrap_or(path.len());
        let dots = path.matches('.').count();
        Self { rule, row: *row, path: path.into(), any_receiver, plain, dots, order }
    }

    /// Whether a resolved path is this row's.
    pub(crate) fn matches(&self, resolved: &str) -> bool {
        if !self.any_receiver {
            return self.matches_whole(resolved);
        }
        let start = memchr::memrchr_iter(b'.', resolved.as_bytes()).nth(self.dots).map(|at| at + 1);
        start.is_some_and(|start| self.matches_whole(&resolved[start..]))
    }

    fn matches_whole(&self, text: &str) -> bool {
        if self.plain == self.path.len() {
            return *self.path == *text;
        }
        text.as_bytes().starts_with(&self.path.as_bytes()[..self.plain]) && matches(&self.path, text)
    }
}

/// Rows of one language.
#[derive(Debug, Default)]
pub(super) struct Rows {
    by_kind: [OfKind; On::COUNT],
}

/// Rows that look at the same kind of fact.
#[derive(Debug, Default)]
struct OfKind {
    by_last: FxHashMap<NameHash, Vec<CompiledRow>>,
    /// Rows whose last name is a pattern.
    patterns: Vec<CompiledRow>,
}

impl Rows {
    pub(super) fn add(&mut self, row: CompiledRow) {
        let of_kind = &mut self.by_kind[row.row.on as usize];
        let last = last_name(&row.path);
        let rows = if last.contains('*') {
            &mut of_kind.patterns
        } else {
            of_kind.by_last.entry(NameHash::of(last.as_bytes())).or_default()
        };
        let at = rows.partition_point(|other| other.order <= row.order);
        rows.insert(at, row);
    }

    /// Rows that may match a resolved path: exact names first, then patterns.
    pub(super) fn candidates<'s>(&'s self, on: On, resolved: &str) -> impl Iterator<Item = &'s CompiledRow> {
        let of_kind = &self.by_kind[on as usize];
        let exact = of_kind.by_last.get(&NameHash::of(last_name(resolved).as_bytes()));
        exact.into_iter().flatten().chain(&of_kind.patterns)
    }

    /// Rows of a kind whose last name is a pattern.
    pub(super) fn patterns(&self, on: On) -> &[CompiledRow] {
        &self.by_kind[on as usize].patterns
    }

    /// Some row of a kind.
    pub(super) fn any(&self, on: On) -> Option<&CompiledRow> {
        self.by_kind[on as usize].by_last.values().flatten().next()
    }
}
