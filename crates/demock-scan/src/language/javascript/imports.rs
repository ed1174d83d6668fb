//! Imports of JavaScript in all their forms: `import`, `export … from`, `require`, `import()`, names taken out of them.

use super::bytes::{is_word, word_length};
use super::{Before, Declaring, Lexer, skip};
use crate::facts::{Bound, Head, Import, ImportForm, ModuleText, Name, NameHash, Path, Span};

/// A pattern is looked at within so many bytes.
const PATTERN_MAX: usize = 8 << 10;
/// Wrappers that compilers put around `require`, and our own prefixes.
const WRAPPERS: [&[u8]; 8] = [
    b"__importStar",
    b"__importDefault",
    b"_interopRequireDefault",
    b"_interopRequireWildcard",
    b"tslib_1.__importStar",
    b"tslib_1.__importDefault",
    b"_interopDefault",
    b"__toESM",
];

impl Lexer<'_, '_> {
    /// `import` was read: a statement, or a name in `import()` and `import.meta`.
    pub(super) fn import_word(&mut self) -> bool {
        let at = skip::blank(self.source, self.at);
        if !self.is_first || matches!(self.source.get(at), None | Some(b'(' | b'.')) {
            return false;
        }
        self.builder.end_path();
        self.import_statement(at);
        self.before = Before::Operand;
        true
    }

    fn import_statement(&mut self, mut at: usize) {
        let mut bound: Vec<(Span, Option<Span>)> = Vec::new();
        loop {
            at = skip::blank(self.source, at);
            match self.source.get(at) {
                Some(b'"' | b'\'') => {
                    self.imported(at, &bound);
                    return;
                }
                Some(b'{') => at = self.imported_members(at + 1, &mut bound),
                Some(b'*' | b',') => at += 1,
                Some(byte) if is_word(*byte) => {
                    let word = Span::new(at, at + word_length(&self.source[at..]));
                    at = word.end as usize;
                    if !self.is_import_word(word, at) {
                        bound.push((word, None));
                    }
                }
                // `import x = require("m")`
                Some(b'=') => {
                    self.at = at + 1;
                    if let [(local, None)] = bound[..]
                        && let Some(module) = self.require_at(skip::blank(self.source, at + 1))
                    {
                        self.keep_import(local, module, None);
                    }
                    return;
                }
                _ => {
                    self.at = at;
                    return;
                }
            }
        }
    }

    /// Whether a word of an import statement is no name: `type`, `typeof`, `as`, `from`, `defer`.
    fn is_import_word(&self, word: Span, after: usize) -> bool {
        let next = self.source.get(skip::blank(self.source, after)).copied().unwrap_or(b' ');
        match word.of(self.source) {
            b"as" | b"typeof" => true,
            b"from" => matches!(next, b'"' | b'\''),
            b"type" | b"defer" | b"source" => {
                next == b'{'
                    || next == b'*'
                    || is_word(next) && !self.source[skip::blank(self.source, after)..].starts_with(b"from ")
            }
            _ => false,
        }
    }

    /// `a, b as c, type D }`; returns the place after the brace.
    fn imported_members(&self, mut at: usize, bound: &mut Vec<(Span, Option<Span>)>) -> usize {
        loop {
            at = skip::blank(self.source, at);
            match self.source.get(at) {
                Some(b',') => at += 1,
                Some(b'}') => return at + 1,
                Some(b'"' | b'\'') => at = skip::literal(self.source, at).unwrap_or(at + 1),
                Some(byte) if is_word(*byte) => {
                    let mut member = Span::new(at, at + word_length(&self.source[at..]));
                    at = skip::blank(self.source, member.end as usize);
                    let follows = self.source.get(at).copied().is_some_and(is_word);
                    if member.of(self.source) == b"type" && follows && skip::word_at(self.source, at) != b"as" {
                        member = Span::new(at, at + word_length(&self.source[at..]));
                        at = skip::blank(self.source, member.end as usize);
                    }
                    let mut local = member;
                    if skip::word_at(self.source, at) == b"as" {
                        let name = skip::blank(self.source, at + 2);
                        local = Span::new(name, name + word_length(&self.source[name..]));
                        at = local.end as usize;
                    }
                    bound.push((local, Some(member)));
                }
                _ => return at,
            }
        }
    }

    fn imported(&mut self, at: usize, bound: &[(Span, Option<Span>)]) {
        let skip::StringEnd::Closed(end) = skip::string(self.source, at) else {
            self.at = at;
            return;
        };
        let module = Span::new(at + 1, end - 1);
        self.at = end;
        if bound.is_empty() {
            // For its effect: the file still imports the module.
            self.keep_import(Span::new(at, at), module, None);
        }
        for (local, member) in bound {
            self.keep_import(*local, module, *member);
        }
        self.skip_attributes();
    }

    /// `with { type: "json" }`
    fn skip_attributes(&mut self) {
        let at = skip::blank(self.source, self.at);
        if matches!(skip::word_at(self.source, at), b"with" | b"assert") {
            let brace = skip::blank(self.source, at + word_length(&self.source[at..]));
            if self.source.get(brace) == Some(&b'{')
                && let Some(end) = skip::balanced_in(&self.never, self.source, brace)
            {
                self.at = end;
            }
        }
    }

    fn keep_import(&mut self, local: Span, module: Span, member: Option<Span>) {
        let member = member.filter(|member| member.of(self.source) != b"default");
        let local = Name { hash: NameHash::of(local.of(self.source)), span: local };
        let form = if member.is_some() { ImportForm::Member } else { ImportForm::Module };
        let text = module.of(self.source);
        if self.builder.wants_head(NameHash::of(text.strip_prefix(b"node:").unwrap_or(text))) {
            self.relevant.insert(local.hash);
        }
        let scope = self.builder.scope();
        self.builder.import(Import { local, module: ModuleText::Source(module), member, level: 0, form, scope });
    }

    /// `export { a } from "m"` and `export * from "m"` hand on; neither binds a name here, but both show others what they
    /// hand on.
    pub(super) fn export_list(&mut self, at: usize) {
        if self.builder.keeps_exports() && self.handed_on(at) {
            return;
        }
        let mut end = at + 1;
        if self.source[at] == b'{' {
            let Some(closed) = skip::balanced_in(&self.never, self.source, at) else { return };
            end = closed;
        }
        self.at = end;
        self.before = Before::Operand;
    }

    /// Keeps what a module hands on of another as if it were imported; `false` where no other is named.
    fn handed_on(&mut self, at: usize) -> bool {
        let mut bound = Vec::new();
        let mut next = at + 1;
        let all = self.source[at] == b'*';
        if all {
            next = skip::blank(self.source, next);
            if skip::word_at(self.source, next) == b"as" {
                let name = skip::blank(self.source, next + 2);
                let local = Span::new(name, name + word_length(&self.source[name..]));
                bound.push((local, None));
                next = local.end as usize;
            }
        } else {
            next = self.imported_members(next, &mut bound);
        }
        next = skip::blank(self.source, next);
        if skip::word_at(self.source, next) != b"from" {
            return false;
        }
        let quote = skip::blank(self.source, next + 4);
        if !matches!(self.source.get(quote), Some(b'"' | b'\'')) {
            return false;
        }
        let skip::StringEnd::Closed(end) = skip::string(self.source, quote) else { return false };
        if all && bound.is_empty() {
            let (scope, module) = (self.builder.scope(), ModuleText::Source(Span::new(quote + 1, end - 1)));
            let local = Name { hash: NameHash::default(), span: Span::new(at, at) };
            let form = ImportForm::Wildcard;
            self.builder.import(Import { local, module, member: None, level: 0, form, scope });
        }
        self.imported(quote, &bound);
        self.before = Before::Operand;
        true
    }

    /// The text of `require("m")` or `await import("m")` at a place, compilers' wrappers included, where nothing
    /// follows in the statement.
    fn require_at(&self, at: usize) -> Option<Span> {
        let mut at = at;
        loop {
            let rest = self.source.get(at..)?;
            if let Some(wrapper) = WRAPPERS.iter().find(|wrapper| rest.starts_with(wrapper)) {
                at = skip::blank(self.source, at + wrapper.len());
                if self.source.get(at) != Some(&b'(') {
                    return None;
                }
                at = skip::blank(self.source, at + 1);
            } else if rest.starts_with(b"await ") {
                at = skip::blank(self.source, at + b"await ".len());
            } else if rest.starts_with(b"<") {
                at = skip::blank(self.source, skip::type_arguments(self.source, at)?);
            } else {
                break;
            }
        }
        let word = skip::word_at(self.source, at);
        if !matches!(word, b"require" | b"import") {
            return None;
        }
        let open = skip::blank(self.source, at + word.len());
        if self.source.get(open) != Some(&b'(') {
            return None;
        }
        let quote = skip::blank(self.source, open + 1);
        if !matches!(self.source.get(quote), Some(b'"' | b'\'' | b'`')) {
            return None;
        }
        let skip::StringEnd::Closed(end) = skip::string(self.source, quote) else { return None };
        let mut after = skip::blank(self.source, end);
        while self.source.get(after) == Some(&b')') {
            after += 1;
            let same_line = self.source[after..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            after += same_line;
        }
        let ends = matches!(self.source.get(after), None | Some(b';' | b',' | b'\n' | b'\r' | b'/'))
            || skip::word_at(self.source, after) == b"as";
        let goes_on = self.source.get(skip::blank(self.source, after)) == Some(&b'.');
        (ends && !goes_on).then(|| Span::new(quote + 1, end - 1))
    }

    /// `const name = require("m")`: an import under another form.
    pub(super) fn required(&mut self, name_at: usize) {
        let local = Span::new(name_at, name_at + word_length(&self.source[name_at..]));
        let equals = skip::blank(self.source, local.end as usize);
        if self.source.get(equals) != Some(&b'=') {
            return;
        }
        let value = skip::blank(self.source, equals + 1);
        if matches!(self.source.get(value), Some(b'r' | b'a' | b'i' | b'_' | b't' | b'<'))
            && let Some(module) = self.require_at(value)
        {
            self.keep_import(local, module, None);
            self.level.declaring = Declaring::Value;
        }
    }

    /// `const { a, b: c } = value`: each name is the value's member.
    pub(super) fn destructured(&mut self, brace: usize) {
        let limit = (brace + PATTERN_MAX).min(self.source.len());
        let Some(close) = skip::balanced(self.source, brace, limit) else { return };
        let mut equals = skip::blank(self.source, close);
        if self.source.get(equals) == Some(&b':') {
            equals = skip::blank(self.source, skip::type_expression(&self.never, self.source, equals + 1));
        }
        if self.source.get(equals) != Some(&b'=') {
            return;
        }
        let value = skip::blank(self.source, equals + 1);
        let members = self.pattern_members(brace + 1, close - 1);
        if let Some(module) = self.require_at(value) {
            for (local, member) in members {
                self.keep_import(local, module, Some(member));
            }
            return;
        }
        if !self.source.get(value).copied().is_some_and(is_word) {
            return;
        }
        let head = NameHash::of(skip::word_at(self.source, value));
        if !self.builder.wants_head(head) && !self.relevant.contains(head) {
            return;
        }
        let path = self.path_at(value);
        let end = self.builder.facts.path_names(path).last().map_or(value, |name| name.span.end as usize);
        let plain = matches!(self.source.get(skip::blank(self.source, end)), None | Some(b';' | b',' | b'}'))
            || self.source[end..].starts_with(b"\n")
            || self.source[end..].starts_with(b"\r\n");
        for (local, member) in members.into_iter().filter(|_| plain) {
            self.bind_member_of(path, local, member);
        }
    }

    fn bind_member_of(&mut self, path: Path, local: Span, member: Span) {
        let names = self.builder.facts.path_names(path).to_vec();
        let first = self.builder.facts.names.len() as u32;
        self.builder.facts.names.extend_from_slice(&names);
        self.builder.facts.names.push(Name { hash: NameHash::of(member.of(self.source)), span: member });
        let path = Path { head: Head::Name, first, count: path.count.saturating_add(1), start: path.start };
        let hash = NameHash::of(local.of(self.source));
        self.builder.bind(hash, local.start as usize, Bound::Path(path));
        self.builder.add_alias(hash);
    }

    /// Local and member names of a pattern; nested patterns are left out.
    fn pattern_members(&self, mut at: usize, end: usize) -> Vec<(Span, Span)> {
        let mut members = Vec::new();
        while at < end {
            at = skip::blank(self.source, at);
            let member = Span::new(at, at + word_length(&self.source[at..]));
            if member.start == member.end || at >= end {
                at += 1;
                continue;
            }
            let mut local = member;
            let mut after = skip::blank(self.source, member.end as usize);
            if self.source.get(after) == Some(&b':') {
                after = skip::blank(self.source, after + 1);
                local = Span::new(after, after + word_length(&self.source[after..]));
                after = local.end as usize;
            }
            if local.start < local.end {
                members.push((local, member));
            }
            at = self.next_member(after, end);
        }
        members
    }

    /// Just after the next comma of a pattern.
    fn next_member(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            match self.source[at] {
                b',' => return at + 1,
                b'(' | b'[' | b'{' => match skip::balanced(self.source, at, end) {
                    Some(next) => at = next,
                    None => return end,
                },
                _ => at = skip::literal(self.source, at).filter(|next| *next > at).unwrap_or(at + 1),
            }
        }
        end
    }
}
