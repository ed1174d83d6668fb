//! The rules of one run, made ready to be asked: built-in ones and the project's own.
//!
//! Invariant: rows keep the order of the table, so that the first that matches wins whatever is asked first.

mod rows;

pub(crate) use rows::CompiledRow;

use crate::facts::NameHash;
use crate::interest::Interest;
use crate::language::lexis;
use crate::rules::{self, On, Row};
use crate::selection::Selection;
use demock_config::{CustomRule, RulePattern};
use demock_model::{Boundary, Kind, Language, Text};
use rows::Rows;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// A rule's name and framework, by its index.
#[derive(Debug, Clone)]
pub struct RuleName {
    /// The rule's id.
    pub id: Text,
    /// Its library.
    pub framework: Text,
    /// The rule set since which it finds what it finds.
    pub since: u32,
    /// Whether it has routes of the project's own services: those whose address names no host, as a page asks its own.
    pub(crate) has_own_routes: bool,
}

/// The rows of one language.
#[derive(Debug, Default)]
pub struct LanguageRules {
    interest: Interest,
    rows: Rows,
    /// First names that need no import.
    heads: FxHashSet<Box<str>>,
    /// The first two names of paths; the first alone where any may follow it.
    openings: FxHashSet<Box<str>>,
    /// Names of parameters that stand for fixtures.
    fixtures: FxHashSet<Box<str>>,
    /// Last names of calls that mean something whatever the receiver is.
    any_receiver: FxHashSet<NameHash>,
}

/// All rules of a run. The rows of a language are made ready when they are first asked for: a hook looks at one file.
#[derive(Debug)]
pub struct RuleSet {
    names: Vec<RuleName>,
    selection: Selection,
    /// Rows that the project wrote, with their rules; they go before the built-in ones where both match.
    own: Vec<(u16, Language, Row)>,
    languages: [OnceLock<LanguageRules>; Language::ALL.len()],
}

impl RuleSet {
    /// The built-in rules.
    pub fn built_in() -> Self {
        Self::selected(&Selection::default())
    }

    /// The built-in rules without those that look at how code is built: what front ends are tested by.
    #[cfg(test)]
    pub(crate) fn of_libraries() -> Self {
        let rules = "csharp/*,go/*,javascript/*,jvm/*,php/*,python/*,ruby/*,rust/*";
        Self::selected(&Selection::parse(rules, |_| true).expect("rules"))
    }

    /// The built-in rules, less what is not selected.
    pub fn selected(selection: &Selection) -> Self {
        let languages = std::array::from_fn(|_| OnceLock::new());
        let mut set = Self { names: Vec::new(), selection: selection.clone(), own: Vec::new(), languages };
        for rule in rules::all() {
            let name = set.add_name(rule.id, rule.framework, rule.since);
            let is_own = |row: &Row| row.kind == Kind::HttpRoute && row.boundary == Some(Boundary::OwnService);
            set.names[usize::from(name)].has_own_routes = rule.rows.iter().any(is_own);
        }
        set
    }

    fn compile(&self, language: Language) -> LanguageRules {
        let mut compiled = LanguageRules::that_import(lexis(language).importers);
        for (index, rule) in rules::all().enumerate().filter(|(_, rule)| rule.languages.contains(&language)) {
            for row in rule.rows.iter().filter(|row| self.selection.takes(rule.id, row.kind)) {
                compiled.add(index as u16, row);
            }
        }
        for (index, _, row) in self.own.iter().filter(|(_, own, _)| *own == language) {
            compiled.add_first(*index, row);
        }
        compiled
    }

    fn add_name(&mut self, id: &str, framework: &str, since: u32) -> u16 {
        self.names.push(RuleName { id: id.into(), framework: framework.into(), since, has_own_routes: false });
        (self.names.len() - 1) as u16
    }

    /// Adds a rule that the project wrote.
    pub fn add_custom(&mut self, rule: &CustomRule) {
        for pattern in &rule.patterns {
            let (on, path): (&[On], _) = match pattern {
                RulePattern::Call(path) => (&[On::Call], path),
                RulePattern::Decorator(path) => (&[On::Call, On::Reference], path),
            };
            // Rows are static because the table is; the few that a project writes live as long as the process.
            let path: &'static str = String::leak(path.to_string());
            for on in on {
                let row = Row { on: *on, ..Row::call(path, rule.kind).boundary(rule.boundary) };
                let known = self.names.iter().position(|name| *name.id == *rule.id).map(|known| known as u16);
                let index = known.unwrap_or_else(|| self.add_name(&rule.id, &rule.framework, 0));
                self.own.push((index, rule.language, row));
                // What was made ready before does not know it.
                self.languages[rule.language as usize] = OnceLock::new();
            }
        }
    }

    /// Names of the rules by index.
    pub fn names(&self) -> &[RuleName] {
        &self.names
    }

    /// The rows of a language.
    pub fn of(&self, language: Language) -> &LanguageRules {
        self.languages[language as usize].get_or_init(|| self.compile(language))
    }
}

impl LanguageRules {
    /// No rows yet; calls of the functions that import are kept all the same.
    fn that_import(importers: &[&str]) -> Self {
        let mut rules = Self::default();
        for importer in importers {
            rules.interest.add_last(last_name(importer));
        }
        rules
    }

    /// What front ends should keep.
    pub fn interest(&self) -> &Interest {
        &self.interest
    }

    fn add(&mut self, rule: u16, row: &Row) {
        self.add_ordered(rule, row, 1);
    }

    fn add_first(&mut self, rule: u16, row: &Row) {
        self.add_ordered(rule, row, 0);
    }

    fn add_ordered(&mut self, rule: u16, row: &Row, order: u32) {
        if row.on == On::Structure {
            return self.rows.add(CompiledRow::new(rule, row, row.path, order));
        }
        for path in expand(row.path) {
            let path = path.replace("::", ".").replace("->", ".").replace('\\', ".");
            let whole = path.as_str();
            let path = whole.trim_start_matches("?.");
            if whole.len() == path.len() {
                self.note_head(path);
            } else if row.on == On::Call {
                self.any_receiver.insert(NameHash::of(last_name(path).as_bytes()));
            }
            let last = last_name(path);
            if row.on == On::Assign && last.trim_matches('*').is_empty() {
                self.interest.add_every_assignment();
            }
            if row.on == On::Assign && last == whole && !last.contains('*') {
                self.interest.add_global(last);
            }
            if let Some(called) = last.strip_suffix("()") {
                self.interest.add_result(called);
            }
            for condition in row.when {
                if let rules::When::Inside(name) | rules::When::NotInside(name) = condition {
                    self.interest.add_last(name);
                }
                if let rules::When::Chain(names) | rules::When::NoChain(names) = condition {
                    names.iter().for_each(|name| self.interest.add_last(name));
                }
            }
            row.stubbed_by.iter().for_each(|name| self.interest.add_last(name));
            // What the receiver's call hangs on must be kept too: `allow()` of `allow().to`.
            path.split('.').filter_map(|name| name.strip_suffix("()")).for_each(|name| self.interest.add_last(name));
            let last = last_name(path);
            for (end, _) in path.match_indices("()") {
                self.interest.add_last(last_name(&path[..end]));
            }
            if !last.contains('*') {
                self.interest.add_last(last);
            } else if row.on != On::Assign {
                self.note_pattern(path, last);
            }
            self.rows.add(CompiledRow::new(rule, row, whole, order));
        }
    }

    /// Asks for the names that a pattern stands for: by their beginning, by their end, or all of a module.
    fn note_pattern(&mut self, path: &str, last: &str) {
        let (prefix, suffix) = last.split_once('*').unwrap_or((last, ""));
        let module = path.rsplit_once('.').map(|(module, _)| module);
        match (prefix, suffix, module) {
            ("", "", Some(module)) => self.interest.add_module(module),
            ("", suffix, _) => self.interest.add_suffix(suffix.rsplit('*').next().unwrap_or_default()),
            (prefix, _, _) => self.interest.add_prefix(prefix),
        }
    }

    fn note_head(&mut self, path: &str) {
        let head = path.split(['.', '(']).next().unwrap_or(path);
        if let Some(fixture) = head.strip_prefix("fixture:") {
            self.fixtures.insert(fixture.into());
            self.interest.add_head(fixture);
        } else {
            self.heads.insert(head.into());
            self.interest.add_head(head);
            let opening = first_names(path);
            self.openings.insert(if opening.contains('*') { head } else { opening }.into());
        }
    }

    /// Rows of a kind that may match a resolved path: exact names first, then patterns.
    pub(crate) fn candidates<'s>(&'s self, on: On, resolved: &str) -> impl Iterator<Item = &'s CompiledRow> {
        self.rows.candidates(on, resolved)
    }

    /// The row for files that stand in for a module.
    pub(crate) fn of_files(&self) -> Option<&CompiledRow> {
        self.rows.any(On::File)
    }

    /// Whether anything is asked for that is told by how code is built.
    pub(crate) fn asks_for_structure(&self) -> bool {
        self.rows.any(On::Structure).is_some()
    }

    /// The row for something that is told by how code is built, where it is asked for.
    pub(crate) fn structure(&self, name: &str) -> Option<&CompiledRow> {
        self.candidates(On::Structure, name).find(|row| row.matches(name))
    }

    /// Whether a name that nothing binds may begin a row's path.
    pub(crate) fn is_head(&self, name: &str) -> bool {
        self.heads.contains(name)
    }

    /// Whether a row's path may begin with the first two names of this one.
    pub(crate) fn is_opening(&self, name: &str) -> bool {
        let opening = first_names(name);
        // What follows a host or a domain says whose it is.
        let is_of_owner = opening.contains('/') || opening.matches('.').count() > 1;
        let head = opening.split('.').next().filter(|_| !is_of_owner);
        self.openings.contains(opening) || head.is_some_and(|head| self.openings.contains(head))
    }

    /// Whether calls of a resolved path make a double that can act in something's place.
    pub(crate) fn is_double(&self, resolved: &str) -> bool {
        // Where only an argument tells, as in `new(MockStore)`, the path alone does not.
        let by_path = |row: &&CompiledRow| !row.row.when.iter().any(|when| matches!(when, rules::When::ArgPath(..)));
        self.candidates(On::Call, resolved).filter(by_path).any(|row| {
            matches!(row.row.kind, Kind::MockObject | Kind::Spy | Kind::FakeService) && row.matches(resolved)
        })
    }

    /// Whether some row matches a resolved path by its whole name.
    pub(crate) fn knows(&self, resolved: &str) -> bool {
        let of_kind = |on: &On| self.candidates(*on, resolved).any(|row| !row.any_receiver && row.matches(resolved));
        On::ALL.iter().any(of_kind)
    }

    /// Whether some row matches calls of this name whatever the receiver is, or without one.
    pub(crate) fn has_any_receiver(&self, last: NameHash, text: &str) -> bool {
        self.any_receiver.contains(&last)
            || self.rows.patterns(On::Call).iter().any(|row| {
                let name = last_name(&row.path);
                name != "*" && matches(name, text)
            })
    }

    /// Whether a parameter of this name stands for a fixture.
    pub(crate) fn is_fixture(&self, name: &str) -> bool {
        self.fixtures.contains(name)
    }
}

/// The first names of a path that say whose it is: two, and three where the first is that of a domain.
fn first_names(path: &str) -> &str {
    const DOMAINS: &[&str] = &["org", "com", "io", "net", "dev"];
    let head = path.split('.').next().unwrap_or(path);
    let names = if DOMAINS.contains(&head) { 3 } else { 2 };
    let mut dots = path.match_indices(['.', '(']);
    let end = dots.nth(names - 1).map_or(path.len(), |(at, _)| at);
    &path[..end]
}

/// What follows the last `.` of a path; a module that is called as it stands is its own last name.
pub(crate) fn last_name(path: &str) -> &str {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.rsplit('/').next().unwrap_or(name)
}

/// All texts that a pattern with `{a,b}` alternatives stands for, nested ones included.
pub(crate) fn expand(pattern: &str) -> Vec<String> {
    let Some(open) = pattern.find('{') else { return vec![pattern.to_owned()] };
    let mut depth = 0_usize;
    let mut cuts = vec![open];
    let mut close = None;
    for (at, byte) in pattern.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b',' if depth == 1 => cuts.push(at),
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    cuts.push(at);
                    close = Some(at);
                    break;
                }
            }
            _ => {}
        }
    }
    let Some(close) = close else { return vec![pattern.to_owned()] };
    let mut all = Vec::new();
    for pair in cuts.windows(2) {
        let whole = format!("{}{}{}", &pattern[..open], &pattern[pair[0] + 1..pair[1]], &pattern[close + 1..]);
        all.extend(expand(&whole));
    }
    all
}

/// Whether `text` matches `pattern`; `*` stands for any run of characters but `.` and brackets, `**` for any at all.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    if pattern.contains("**") {
        return matches_text(pattern, text);
    }
    glob(pattern.as_bytes(), text.as_bytes(), |byte| !matches!(byte, b'.' | b'(' | b')'))
}

/// Whether `text` matches `pattern`; `*` stands for anything.
pub(crate) fn matches_text(pattern: &str, text: &str) -> bool {
    matches_bytes(pattern, text.as_bytes())
}

/// [`matches_text`] of bytes.
pub(crate) fn matches_bytes(pattern: &str, text: &[u8]) -> bool {
    glob(pattern.as_bytes(), text, |_| true)
}

/// Greedy matching with one point to come back to: linear for one star, quadratic at worst.
fn glob(pattern: &[u8], text: &[u8], star_takes: impl Fn(u8) -> bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    loop {
        if p < pattern.len() && pattern[p] == b'*' {
            back = Some((p + 1, t));
            p += 1;
        } else if t < text.len() && p < pattern.len() && pattern[p] == text[t] {
            (p, t) = (p + 1, t + 1);
        } else if t == text.len() && p == pattern.len() {
            return true;
        } else if let Some((after, from)) = back
            && from < text.len()
            && star_takes(text[from])
        {
            back = Some((after, from + 1));
            (p, t) = (after, from + 1);
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_expand_nested() {
        assert_eq!(expand("a.{b,{c,d}.e}.f"), ["a.b.f", "a.c.e.f", "a.d.e.f"]);
        assert_eq!(expand("plain"), ["plain"]);
        assert_eq!(expand("{a,}b"), ["ab", "b"]);
    }

    #[test]
    fn a_star_stays_within_a_name() {
        assert!(matches("*.NewMock*", "mocks.NewMockStore"));
        assert!(!matches("NewMock*", "NewMockStore.EXPECT"));
        assert!(!matches("a.*", "a.b.c"));
        assert!(matches("a.*.c", "a.b.c"));
        assert!(matches("a().**.c", "a().b().c") && !matches("a().**.c", "a().c"));
        assert!(matches_text("*.example.*", "http://api.example.org/x"));
    }
}
