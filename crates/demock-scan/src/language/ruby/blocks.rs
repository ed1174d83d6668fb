//! Ruby's brackets, blocks and statements: what opens, what closes, and what ends with a line.
//!
//! Invariant: every frame here has exactly one of the builder's.

use super::literals::Delimiters;
use super::{Frame, FrameKind, Last, Lexer, Mode, Scoped, is_word};
use crate::facts::{Bound, CallId, Name, NameHash, Span, Value};

/// Blocks among which the one is looked for whose `end` this is, in code that is broken.
const BLOCKS_MAX: usize = 64;

/// Whether `end` closes a frame.
fn ends(kind: FrameKind) -> bool {
    matches!(kind, FrameKind::Do | FrameKind::Keyword | FrameKind::Loop)
}

impl Lexer<'_, '_> {
    pub(super) fn push(&mut self, kind: FrameKind, scope: Scoped, start: usize) {
        let pending = self.pending.take();
        self.blocks += usize::from(ends(kind));
        self.frames.push(Frame { kind, indent: self.indent, scope, pending, start: start as u32 });
    }

    /// Closes the innermost frame.
    pub(super) fn pop(&mut self, at: usize) {
        let Some(frame) = self.frames.pop() else { return };
        self.blocks -= usize::from(ends(frame.kind));
        // What a block announces is over with it.
        self.announced.take_if(|announced| announced.depth > self.frames.len());
        match frame.scope {
            Scoped::Yes => self.builder.close_scope(at),
            Scoped::Value => {
                let value = self.body_value.take().unwrap_or(Value::Other);
                let scope = self.builder.facts.scopes[self.builder.scope() as usize];
                let name = NameHash::of(scope.name.of(self.source));
                self.builder.close_scope(at);
                self.bind(name, scope.name.start, value);
            }
            Scoped::No => {}
        }
        self.builder.close(at);
        self.pending = frame.pending;
    }

    pub(super) fn innermost(&self) -> Option<FrameKind> {
        self.frames.last().map(|frame| frame.kind)
    }

    /// Closes argument lists without parentheses: a block, a closing bracket or a new statement ends them.
    pub(super) fn close_bare(&mut self, at: usize) {
        while self.innermost() == Some(FrameKind::Bare) {
            let blank = self.source[..at].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.pop(at - blank);
        }
    }

    /// Opens the argument list of the path just read where its name is wanted: the token at `at` begins an argument.
    pub(super) fn begin_bare_arguments(&mut self, at: usize) {
        let wanted = self.builder.last_name().is_some_and(|name| self.builder.wants(name));
        if wanted && self.builder.after_operand() {
            self.builder.open_bare(at);
            self.push(FrameKind::Bare, Scoped::No, at);
        }
    }

    /// Ends the statement that is being read; frames that end with a line are closed.
    pub(super) fn end_statement(&mut self) {
        let at = self.at.min(self.source.len());
        self.close_bare(at);
        self.finish_pending(at);
        while matches!(self.innermost(), Some(FrameKind::Endless | FrameKind::Bare)) {
            self.pop(at);
            self.finish_pending(at);
        }
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Loop
        {
            frame.kind = FrameKind::Keyword;
        }
        self.begin_statement();
    }

    pub(super) fn begin_statement(&mut self) {
        self.announced = None;
        self.marked.clear();
        self.pending = None;
        self.last = Last::Start;
        let mut at = self.at;
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        self.builder.begin_statement(at);
    }

    pub(super) fn open(&mut self, byte: u8) {
        let at = self.at;
        match byte {
            b'(' => {
                if self.after_blank() && self.builder.after_operand() && !self.wanted_call() {
                    self.builder.end_path();
                }
                self.builder.open_call(at);
                self.push(FrameKind::Parenthesis, Scoped::No, at);
            }
            b'[' => {
                if self.builder.after_operand() && self.may_begin_argument() {
                    self.begin_bare_arguments(at);
                    self.builder.end_path();
                }
                self.builder.open_group(b'[', at);
                self.push(FrameKind::Square, Scoped::No, at);
            }
            _ => {
                self.open_brace();
                return;
            }
        }
        self.at += 1;
        self.last = Last::Start;
    }

    fn wanted_call(&self) -> bool {
        self.builder.last_name().is_some_and(|name| self.builder.wants(name))
    }

    fn open_brace(&mut self) {
        let at = self.at;
        let arrow = self.source[..at].trim_ascii_end().ends_with(b"->");
        let block = self.builder.after_operand() || arrow;
        self.at += 1;
        if block {
            self.open_block(FrameKind::Braces, at);
        } else {
            self.builder.end_path();
            self.builder.open_group(b'{', at);
            self.push(FrameKind::Hash, Scoped::No, at);
            self.last = Last::Start;
        }
    }

    /// The block of the call just read: of a test, a group, a fixture, or any other.
    pub(super) fn open_block(&mut self, kind: FrameKind, at: usize) {
        let depth = self.frames.len();
        let announced = self.announced.take_if(|announced| announced.depth == depth);
        let announcing = self.value_since(None);
        self.builder.end_path();
        self.builder.open_group(b'{', at);
        let scoped = announced.map_or(Scoped::No, |announced| announced.value);
        self.push(kind, scoped, at);
        if let Some(announced) = announced {
            self.open_announced(announced);
            if let Value::Call(call) = announcing {
                // What tags a group or an example acts on it alone.
                self.builder.facts.calls[call as usize].scope = self.builder.scope();
            }
        }
        self.block_parameters(self.made_by(announcing));
        self.begin_statement();
    }

    /// The call that makes what its block is given: `Store.new do |store|`.
    fn made_by(&self, announcing: Value) -> Option<CallId> {
        const MAKERS: [&[u8]; 3] = [b"new", b"adapter", b"respond_to"];
        let Value::Call(id) = announcing else { return None };
        let call = self.builder.facts.calls.get(id as usize)?;
        let last = self.builder.facts.path_names(call.path).last()?;
        MAKERS.contains(&last.span.of(self.source)).then_some(id)
    }

    /// `|a, b|` at the beginning of a block, the first of which may be what a call has made.
    fn block_parameters(&mut self, mut made: Option<CallId>) {
        let mut at = self.at;
        while matches!(self.source.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            at += 1;
        }
        if self.source.get(at) != Some(&b'|') {
            return;
        }
        at += 1;
        let mut default = false;
        loop {
            match self.source.get(at) {
                None | Some(b'\n') => return,
                Some(b'|') => break,
                Some(b'=') => default = true,
                Some(b',' | b';' | b'(') => default = false,
                Some(byte) if is_word(*byte) => {
                    let start = at;
                    while self.source.get(at).copied().is_some_and(is_word) {
                        at += 1;
                    }
                    if let Some(call) = made.take() {
                        self.builder.bind(NameHash::of(&self.source[start..at]), start, Bound::Call(call));
                    } else if !default {
                        self.local_parameter(start, at);
                    }
                    continue;
                }
                Some(_) => {}
            }
            at += 1;
        }
        self.at = at + 1;
    }

    /// A parameter hides what rules know under its name.
    pub(super) fn local_parameter(&mut self, start: usize, end: usize) {
        let hash = NameHash::of(&self.source[start..end]);
        self.builder.parameter(Name { hash, span: Span::new(start, end) }, None);
    }

    pub(super) fn close(&mut self, byte: u8) {
        let at = self.at;
        if byte == b'}' {
            while matches!(self.innermost(), Some(FrameKind::Bare | FrameKind::Endless)) {
                self.close_bare(at);
                self.finish_pending(at);
                if self.innermost() == Some(FrameKind::Endless) {
                    self.pop(at);
                }
            }
        } else {
            self.close_bare(at);
        }
        let fits = match (self.innermost(), byte) {
            (Some(FrameKind::Parenthesis), b')')
            | (Some(FrameKind::Square), b']')
            | (Some(FrameKind::Hash | FrameKind::Braces | FrameKind::Interpolation(_)), b'}') => true,
            (Some(_) | None, _) => false,
        };
        self.at += 1;
        if !fits {
            // A bracket that closes nothing, or the wrong one, costs only itself.
            self.builder.problem(at, "a closing bracket does not fit what is open");
            return;
        }
        let frame = self.frames[self.frames.len() - 1];
        if frame.kind == FrameKind::Braces {
            self.finish_pending(at);
        }
        self.pop(at);
        self.last = Last::Operand;
        if let FrameKind::Interpolation(delimiters) = frame.kind {
            self.resume_text(frame.start as usize, delimiters);
        }
    }

    fn resume_text(&mut self, start: usize, delimiters: Delimiters) {
        self.text(start, delimiters);
    }

    /// `end`: closes the innermost block, and brackets in it that were never closed.
    pub(super) fn end_keyword(&mut self, at: usize) {
        while matches!(self.innermost(), Some(FrameKind::Bare | FrameKind::Endless)) {
            self.close_bare(at);
            self.finish_pending(at);
            if self.innermost() == Some(FrameKind::Endless) {
                self.pop(at);
            }
        }
        let innermost = if self.blocks > 0 { self.frames.iter().rposition(|frame| ends(frame.kind)) } else { None };
        let Some(mut index) = innermost else {
            self.builder.problem(at, "`end` closes nothing");
            return;
        };
        if index + 1 != self.frames.len() {
            self.builder.problem(self.builder.innermost_at() as usize, "a bracket is opened and never closed");
        }
        if self.mode == Mode::ByIndentation && self.first_on_line(at) && self.frames[index].indent > self.indent {
            let same = |at: &usize| ends(self.frames[*at].kind) && self.frames[*at].indent == self.indent;
            index = (0..=index).rev().take(BLOCKS_MAX).find(same).unwrap_or(index);
        }
        self.finish_pending(at);
        while self.frames.len() > index {
            self.pop(at + 3);
        }
        self.last = Last::Operand;
    }

    fn first_on_line(&self, at: usize) -> bool {
        let line = memchr::memrchr(b'\n', &self.source[..at]).map_or(0, |newline| newline + 1);
        self.source[line..at].iter().all(u8::is_ascii_whitespace)
    }

    /// `do`: the body of a loop whose header is being read, or a block.
    pub(super) fn do_keyword(&mut self, at: usize) {
        self.close_bare(at);
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Loop
        {
            frame.kind = FrameKind::Keyword;
            self.begin_statement();
            return;
        }
        self.open_block(FrameKind::Do, at);
    }

    /// A keyword that `end` closes.
    pub(super) fn open_keyword(&mut self, kind: FrameKind, at: usize) {
        self.builder.end_path();
        self.builder.open_group(b'{', at);
        self.push(kind, Scoped::No, at);
        self.last = Last::Start;
    }

    /// A name that is used without arguments: a call where the rule set asks for it.
    pub(super) fn call_without_arguments(&mut self, at: usize) {
        self.builder.open_bare(at);
        self.builder.close(at);
    }

    pub(super) fn bind(&mut self, name: NameHash, at: u32, value: Value) {
        match value {
            Value::Call(call) => self.builder.bind(name, at as usize, Bound::Call(call)),
            Value::Path(path) if self.is_interesting(path) => {
                self.builder.bind(name, at as usize, Bound::Path(path));
                self.builder.add_alias(name);
            }
            Value::Function | Value::Path(_) | Value::Literal | Value::Object | Value::Other => {
                if self.builder.wants_head(name) {
                    self.builder.bind(name, at as usize, Bound::Opaque);
                }
            }
        }
    }
}
