//! Opening and closing brackets: what each encloses, and what goes on after it.

use super::{Before, Begin, Frame, Header, Kind, Level, Lexer, skip};
use crate::facts::{ScopeKind, Span};

impl Lexer<'_, '_> {
    /// Enters a bracket whose content begins at the present place.
    pub(super) fn push(&mut self, kind: Kind, start: usize, scope: Option<u32>, each: Option<ScopeKind>) {
        self.frames.push(Frame { kind, level: self.level, start: start as u32, scope, each });
        let at_member = kind.is_class() || kind == Kind::Object;
        self.level = Level { statement: self.level.statement, at_member, ..Level::default() };
        self.before = Before::Operator;
        self.begin = if kind.holds_statements() { Begin::Statement } else { Begin::Within };
    }

    pub(super) fn open(&mut self, byte: u8) {
        match byte {
            b'(' => self.open_parenthesis(None),
            b'[' => {
                self.bracket_token();
                let kind = if self.level.at_member { Kind::ComputedName } else { Kind::Index };
                if self.level.at_member || self.before != Before::Operand {
                    self.builder.end_path();
                }
                self.builder.open_group(b'[', self.at);
                let start = if self.before == Before::Operand { self.operand_start as usize } else { self.at };
                self.push(kind, start, None, None);
                self.at += 1;
            }
            _ => self.open_brace(),
        }
    }

    /// Begins a bracket that goes on with the operand before it, if there is one.
    fn bracket_token(&mut self) {
        if self.before == Before::Operand {
            self.operator_token();
        } else {
            self.operand_token();
        }
    }

    /// A call whose type arguments stand between its path and its parenthesis.
    pub(super) fn open_typed_call(&mut self, from: usize, to: usize, parenthesis: usize) {
        self.at = parenthesis;
        self.open_parenthesis(Some(Span::new(from + 1, to - 1)));
    }

    fn open_parenthesis(&mut self, type_args: Option<Span>) {
        self.bracket_token();
        let start = if self.before == Before::Operand { self.operand_start as usize } else { self.at };
        if self.before == Before::HeadWord {
            self.group(Kind::Head, self.at);
        } else if self.level.header.is_some() {
            self.group(Kind::Group, self.at);
        } else if self.level.at_member && self.kind().is_class() {
            self.level.header = Some(self.member_header());
            self.level.at_member = false;
            self.group(Kind::Method, self.at);
        } else if self.level.at_member && self.kind() == Kind::Object {
            self.level.at_member = false;
            self.builder.open_call_with(self.at, type_args);
            self.push(Kind::Method, self.at, None, None);
        } else if self.builder.after_operand() {
            let suite = self.suite();
            let scope = suite.and_then(|suite| suite.opens).map(|title| {
                let kind = suite.map_or(ScopeKind::Function, |suite| suite.kind);
                self.open_suite(kind, title)
            });
            let each = suite.filter(|suite| suite.opens.is_none()).map(|suite| suite.kind);
            self.builder.open_call_with(self.at, type_args);
            self.push(Kind::Call, start, scope, each);
        } else {
            self.group(Kind::Group, self.at);
        }
        self.at += 1;
    }

    fn group(&mut self, kind: Kind, at: usize) {
        self.builder.end_path();
        self.builder.open_group(b'(', at);
        self.push(kind, at, None, None);
    }

    fn member_header(&self) -> Header {
        let name = self.level.member.unwrap_or_default();
        Header { kind: Kind::Body, scope: ScopeKind::Function, name, start: name.start, base: None }
    }

    fn open_brace(&mut self) {
        if self.before == Before::Operand && self.level.header.is_some() {
            self.operator_token();
        } else {
            self.operand_token();
        }
        self.note_base();
        let (kind, header) = self.brace();
        self.builder.end_path();
        let scope = header.filter(|header| header.name.end > header.name.start).map(|header| {
            let id = self.builder.open_scope(header.scope, header.name, header.start as usize);
            self.builder.facts.scopes[id as usize].header.end = self.at as u32;
            if let Some(base) = header.base {
                self.builder.derive(base);
            }
            id
        });
        self.builder.open_group(b'{', self.at);
        let start = if self.before == Before::Arrow { self.operand_start as usize } else { self.at };
        self.push(kind, start, scope, None);
        self.at += 1;
    }

    /// The path before this place is what a class derives from, where its header has named nothing yet.
    pub(super) fn note_base(&mut self) {
        if let Some(header) = self.level.header.as_mut().filter(|it| it.scope == ScopeKind::Class && it.base.is_none())
        {
            header.base = self.builder.named_base();
        }
    }

    /// What an opening brace encloses.
    fn brace(&mut self) -> (Kind, Option<Header>) {
        if let Some(header) = self.level.header.take() {
            return (header.kind, Some(header));
        }
        if self.level.at_member && self.kind().is_class() {
            // `static { … }`
            return (Kind::Body, None);
        }
        let kind = match self.before {
            Before::Arrow => Kind::FunctionOperand,
            Before::HeadWord | Before::BlockWord | Before::Operand => Kind::Block,
            Before::Operator if self.is_first => Kind::Block,
            Before::Operator => Kind::Object,
        };
        (kind, None)
    }

    pub(super) fn close(&mut self, byte: u8) {
        self.operator_token();
        let Some(frame) = self.frames.last().copied().filter(|frame| frame.kind.closing() == byte) else {
            self.builder.problem(self.at, "a closing bracket does not fit what is open");
            self.at += 1;
            return;
        };
        self.finish_pending(self.frames.len());
        if frame.kind == Kind::Index {
            self.builder.reference();
        }
        self.builder.named_type(0);
        self.frames.pop();
        let at = self.at;
        self.at += 1;
        let around_path = frame.kind == Kind::Group && self.is_around_path(&frame, at);
        let call = if around_path {
            self.builder.close_around_path();
            None
        } else {
            self.builder.close(at)
        };
        if let Some(scope) = frame.scope {
            self.close_scopes(scope);
        }
        self.level = frame.level;
        self.builder.move_statement(self.level.statement);
        self.begin = Begin::Within;
        self.before = Before::Operand;
        self.operand_start = frame.start;
        self.after(&frame, call);
    }

    /// Closes a scope, and those within it that something broken left open.
    fn close_scopes(&mut self, scope: u32) {
        while self.builder.scope() > scope {
            self.builder.close_scope(self.at);
        }
        self.builder.close_scope(self.at);
    }

    /// What goes on after a closed bracket.
    fn after(&mut self, frame: &Frame, call: Option<u32>) {
        match frame.kind {
            Kind::Call => self.each = frame.each.map(|kind| (kind, self.at)),
            Kind::Method => self.after_parameters(frame, call),
            Kind::Body if self.kind() == Kind::Object => self.level.member = None,
            Kind::Head | Kind::Block | Kind::Body | Kind::Class => self.end_statement(),
            Kind::ComputedName => {
                self.level.member = Some(Span::new(frame.start as usize + 1, self.at - 1));
            }
            Kind::Decorator => {
                self.builder.end_path();
                self.before = Before::Operator;
                self.begin = if self.level.at_member { Begin::Within } else { Begin::AfterModifier };
            }
            Kind::Field => self.template_text(frame.start as usize, frame.each),
            Kind::Markup => self.markup(),
            Kind::Group
            | Kind::Index
            | Kind::FunctionOperand
            | Kind::ClassOperand
            | Kind::Object
            | Kind::Tag
            | Kind::Children => {}
        }
    }

    /// A method's body follows its parameters; where none does, what looked like an object is a block.
    fn after_parameters(&mut self, frame: &Frame, call: Option<u32>) {
        if self.kind() != Kind::Object {
            return;
        }
        let next = skip::blank(self.source, self.at);
        if matches!(self.source.get(next), Some(b'{' | b':')) {
            if let Some(call) = call {
                self.builder.forget_call(call);
            }
            let name = Span::default();
            let header = Header { kind: Kind::Body, scope: ScopeKind::Function, name, start: frame.start, base: None };
            self.level.header = Some(header);
            self.builder.end_path();
        } else {
            if let Some(object) = self.frames.last_mut() {
                object.kind = Kind::Block;
            }
            self.level.at_member = false;
        }
    }

    /// Whether a closed parenthesis holds one path and what does not change it: a type, `await`, `new`, `0,`.
    fn is_around_path(&mut self, frame: &Frame, at: usize) -> bool {
        if self.builder.path_len() == 0 && !self.builder.after_operand() {
            return false;
        }
        let first = frame.start as usize + 1;
        let path = self.builder.path_start() as usize;
        let Some(before) = self.source.get(first..path.min(at)) else { return false };
        let before = before.trim_ascii();
        before.is_empty()
            || matches!(before, b"0," | b"await" | b"new" | b"void 0,")
            || before.starts_with(b"<") && before.ends_with(b">")
            || before.starts_with(b"/*") && before.ends_with(b"*/")
    }
}
