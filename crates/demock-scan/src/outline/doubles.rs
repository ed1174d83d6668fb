//! What of a file is a double to others: classes and values that are one, and functions that hand one out.
//!
//! A function is followed for a few steps within its file; what it makes of other files the index looks up.
//! Invariant: linear in what the file runs. Absent on purpose: values that are shared by name and never made.

use super::build::{code, construct};
use super::made::{is_maker, is_named_as_service};
use super::of_node;
use super::support::{is_named_as_double, may_hand_out_doubles};
use crate::facts::ScopeId;
use demock_model::{Confidence, Text};
use rustc_hash::FxHashMap;

/// A definition that is a hand-written double to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Double {
    /// Its name, as in [`super::Shown::name`]; empty for what the file exports by default, `*` for the file itself.
    pub name: Text,
    /// What says so.
    pub by: By,
    /// How sure that is at most.
    pub at_most: Confidence,
}

/// By what a definition is known to be a double.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// It does with what it is given what a site of the file does, as an index into [`crate::site::FileScan::sites`].
    Wraps(u32),
    /// A site of the file, as an index into [`crate::site::FileScan::sites`].
    Site(u32),
    /// A library defines it at a site of the file, as an index into [`crate::site::FileScan::sites`]: its instances are the
    /// library's doubles.
    Defined(u32),
    /// It hands out what another file defines, as an index into [`super::Outline::outside`], if that is a double.
    Through(u32),
    /// It is product code, named as what makes a double.
    Name,
    /// It is a class of product code that is named as one which keeps in memory or plays what is done elsewhere for real, if
    /// something does.
    Shipped,
}

impl By {
    /// The site that it is told by.
    pub(crate) const fn site(self) -> Option<u32> {
        match self {
            Self::Wraps(at) | Self::Site(at) | Self::Defined(at) => Some(at),
            Self::Through(_) | Self::Name | Self::Shipped => None,
        }
    }
}

/// The name under which a file is known that is a double as a whole.
pub(crate) const WHOLE: &str = "*";

/// What a function runs of its file, as far as it is followed.
const FOLLOWED_MAX: usize = 32;

/// What doubles are told by.
pub(super) struct Telling<'d> {
    /// Scopes of hand-written doubles, with the index of the site that says so.
    pub(super) doubles: &'d [(ScopeId, u32)],
    /// Scopes in which doubles of libraries are made.
    pub(super) mocks: &'d [(ScopeId, u32)],
    /// A node and another that it runs, in order.
    pub(super) runs: &'d [(u32, u32)],
    /// A node and a name of another file that it runs, in order.
    pub(super) beyond: &'d [(u32, u32)],
    /// The file serves tests and has none.
    pub(super) is_support: bool,
    pub(super) is_product: bool,
    pub(super) is_rust: bool,
}

impl Telling<'_> {
    /// What is known of functions by their own names: `(name, scope)` of each that others may run.
    pub(super) fn makers(
        &self,
        functions: &[(String, ScopeId)],
        outside: impl Fn(u32) -> bool,
    ) -> Vec<(String, By, Confidence)> {
        let at_node: FxHashMap<u32, u32> =
            self.doubles.iter().map(|(scope, site)| (construct(*scope), *site)).collect();
        let literals: FxHashMap<u32, u32> = self.doubles.iter().map(|(scope, site)| (code(*scope), *site)).collect();
        let mocks: FxHashMap<u32, u32> = self.mocks.iter().map(|(scope, site)| (code(*scope), *site)).collect();
        let mut found = Vec::new();
        for (name, scope) in functions {
            let last = name.rsplit('.').next().unwrap_or(name);
            let (named, makes) = (may_hand_out_doubles(last), is_maker(last));
            let is_service = self.is_support && is_named_as_service(last);
            // What constructs a type of Rust's is the type's, whatever the type holds.
            let is_of_type =
                self.is_rust && name.contains('.') && name.starts_with(|first: char| first.is_ascii_uppercase());
            let may_make = named || is_service || (makes && self.is_support && !is_of_type);
            if !may_make {
                continue;
            }
            let mut through = None;
            let hit = self.followed(code(*scope)).into_iter().find_map(|node| {
                let beyond = || of_node(self.beyond, node).take(FOLLOWED_MAX).find(|name| outside(*name));
                through = through.or_else(beyond);
                let of_mocks = named.then(|| mocks.get(&node).or_else(|| literals.get(&node))).flatten();
                let of_literal = (is_service && node == code(*scope)).then(|| literals.get(&node)).flatten();
                at_node.get(&node).or(of_mocks).or(of_literal).copied()
            });
            let at_most = if named { Confidence::Likely } else { Confidence::Possible };
            if let Some(by) = hit.map(By::Site).or(through.map(By::Through)) {
                found.push((name.clone(), by, at_most));
            } else if self.is_product && makes && is_named_as_double(last) {
                found.push((name.clone(), By::Name, at_most));
            }
        }
        found
    }

    fn followed(&self, from: u32) -> Vec<u32> {
        let (mut seen, mut at) = (vec![from], 0);
        while let Some(node) = seen.get(at).copied() {
            at += 1;
            for next in of_node(self.runs, node).take(FOLLOWED_MAX) {
                if seen.len() < FOLLOWED_MAX && !seen.contains(&next) {
                    seen.push(next);
                }
            }
        }
        seen
    }
}

/// Doubles in order of their names, each once: what is surest goes first.
pub(super) fn in_order(mut doubles: Vec<(String, By, Confidence)>) -> Vec<Double> {
    doubles.sort_by(|a, b| (&a.0, a.2, a.1).cmp(&(&b.0, b.2, b.1)));
    doubles.dedup_by(|later, first| later.0 == first.0);
    let double = |(name, by, at_most): (String, By, Confidence)| Double { name: Text::new(&name), by, at_most };
    doubles.into_iter().map(double).collect()
}
