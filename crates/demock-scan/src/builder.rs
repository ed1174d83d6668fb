//! The half of every front end that is the same in every language: dotted paths, call nesting, scopes.
//!
//! A lexer calls [`Builder::name`], [`Builder::dot`], [`Builder::open_call`] and so on as it meets tokens; the builder
//! keeps the path that is being read and writes facts for what the rule set is interested in.
//! Invariants: every token costs constant time; nesting is bounded only by memory (eight bytes a level).
//! Absent on purpose: bytes of any one language.

mod bases;
mod elsewhere;

use crate::facts::{
    Assign, Binding, Bound, CallForm, CallId, Directive, Facts, Head, Import, Name, NameHash, Parameter, Path,
    Position, Reach, Reference, Scope, ScopeId, ScopeKind, Span, SyntaxProblem, Use, Value,
};
use crate::interest::Interest;
use crate::language::FileRole;
use crate::names::NameSet;
use crate::outline;
use crate::text::begins_note;

/// Names of one path that are kept; of a longer one the last twelve.
const PATH_NAMES_MAX: usize = 12;
/// What a comment that speaks to demock contains.
const DIRECTIVE: &[u8] = b"demock:";
/// What stands for the bracket of arguments without brackets.
const BARE: u8 = b' ';
/// What a comment at the top of a generated file contains, before the generator's name.
const GENERATED_BY: &[u8] = b"enerated by ";
/// What stands for the bracket of a lambda behind arguments.
const TRAILING: u8 = b'|';
const NO_CALL: CallId = CallId::MAX;

/// Index of a use in [`Facts::uses`].
type UseId = u32;

const NO_USE: UseId = UseId::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PathState {
    /// No path is being read.
    None,
    /// A name or a closing bracket was the last token.
    Open,
    /// A separator was the last token: the next name belongs to the path.
    Separated,
}

/// An open bracket.
#[derive(Debug, Clone, Copy)]
struct Frame {
    call: CallId,
    /// The use whose arguments it encloses.
    used: UseId,
    /// The kept call that encloses this bracket's content.
    enclosing: CallId,
    /// Start of the expression before the bracket.
    start: u32,
    /// The bracket's byte, `(`, `[`, `{`.
    open: u8,
    at: u32,
}

/// A moment in the facts, from which on decorators wait for their definition.
#[derive(Debug, Clone, Copy)]
pub struct DecoratorMark {
    calls: usize,
    references: usize,
    markers: usize,
    uses: usize,
}

/// Reads tokens, writes facts.
#[derive(Debug)]
pub struct Builder<'a> {
    /// The file.
    pub source: &'a [u8],
    /// What is written.
    pub facts: &'a mut Facts,
    interest: &'a Interest,
    /// Local names that this file's imports make interesting.
    aliases: NameSet,
    /// Local names of imported modules of which every member is kept.
    whole: NameSet,
    state: PathState,
    head: Head,
    names: [Name; PATH_NAMES_MAX],
    count: usize,
    start: u32,
    frames: Vec<Frame>,
    enclosing: CallId,
    scope: ScopeId,
    /// Where the scope that was closed last ended.
    closed_to: u32,
    statement: u32,
    position: Position,
    form: CallForm,
    /// The path before the last `[…]`, with the range between the brackets.
    item: Option<(Path, Span)>,
    /// Paths before brackets that are open, with the bracket's offset: a key may itself be an item.
    item_paths: Vec<(u32, Path)>,
    has_directives: bool,
    /// Whether calls that no rule asks for are kept as uses.
    pub(crate) keeps_uses: bool,
    /// The test code of a product file that is being read.
    test_code: Option<ScopeId>,
}

impl<'a> Builder<'a> {
    /// A builder at the start of a file.
    pub fn new(source: &'a [u8], role: FileRole, facts: &'a mut Facts, interest: &'a Interest) -> Self {
        facts.clear();
        facts.scopes.push(Scope {
            parent: 0,
            kind: ScopeKind::File,
            name: Span::default(),
            header: Span::default(),
            end: source.len() as u32,
            reach: Reach::Enclosing,
        });
        Self {
            source,
            facts,
            interest,
            aliases: NameSet::default(),
            whole: NameSet::default(),
            state: PathState::None,
            head: Head::Name,
            names: [Name::default(); PATH_NAMES_MAX],
            count: 0,
            start: 0,
            frames: Vec::new(),
            enclosing: NO_CALL,
            scope: 0,
            closed_to: 0,
            statement: 0,
            position: Position::Expression,
            form: CallForm::Plain,
            item: None,
            item_paths: Vec::new(),
            has_directives: memchr::memmem::find(source, DIRECTIVE).is_some(),
            keeps_uses: role.is_test() && !interest.is_of_exports(),
            test_code: None,
        }
    }

    /// How many brackets are open.
    #[inline]
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// The innermost open bracket's byte, 0 where none is open.
    #[inline]
    pub fn innermost(&self) -> u8 {
        self.frames.last().map_or(0, |frame| frame.open)
    }

    /// The innermost open bracket's offset.
    pub fn innermost_at(&self) -> u32 {
        self.frames.last().map_or(0, |frame| frame.at)
    }

    /// The offset of an open bracket, counted from the outermost.
    pub fn bracket_at(&self, index: usize) -> Option<usize> {
        self.frames.get(index).map(|frame| frame.at as usize)
    }

    /// An identifier.
    #[inline]
    pub fn name(&mut self, start: usize, end: usize) -> NameHash {
        let hash = NameHash::of(&self.source[start..end]);
        self.name_of_hash(start, end, hash);
        hash
    }

    /// An identifier whose hash is known.
    #[inline]
    pub(crate) fn name_of_hash(&mut self, start: usize, end: usize, hash: NameHash) {
        if self.state == PathState::Separated {
            self.member(start, end, hash);
            return;
        }
        self.names[0] = Name { hash, span: Span::new(start, end) };
        self.count = 1;
        self.head = Head::Name;
        self.start = start as u32;
        self.state = PathState::Open;
    }

    /// A name that hangs on the path being read.
    #[inline]
    pub(crate) fn member(&mut self, start: usize, end: usize, hash: NameHash) {
        if self.count == PATH_NAMES_MAX {
            self.names.rotate_left(1);
            self.head = Head::Opaque;
            self.count -= 1;
        }
        self.names[self.count] = Name { hash, span: Span::new(start, end) };
        self.count += 1;
        self.state = PathState::Open;
    }

    /// A separator of path names: `.`, `::`, `->`, `?.`
    #[inline]
    pub fn dot(&mut self) {
        self.state = if self.state == PathState::Open { PathState::Separated } else { PathState::None };
    }

    /// Any token that ends a path.
    #[inline]
    pub fn end_path(&mut self) {
        self.state = PathState::None;
    }

    /// Whether the last token was a name or a closing bracket, so that an operator (not an operand) follows.
    #[inline]
    pub fn after_operand(&self) -> bool {
        self.state == PathState::Open
    }

    /// Whether the last token was a separator, so that a keyword that follows is a name.
    #[inline]
    pub fn after_dot(&self) -> bool {
        self.state == PathState::Separated
    }

    /// A literal that is an operand: `"text".format()` hangs on it.
    #[inline]
    pub fn operand(&mut self, start: usize) {
        self.head = Head::Opaque;
        self.count = 0;
        self.start = start as u32;
        self.state = PathState::Open;
    }

    /// The path being read, kept among the facts, or `None` where there is none or nothing is known of its head.
    pub fn path(&mut self) -> Option<Path> {
        let open = self.state == PathState::Open && (self.count > 0 || matches!(self.head, Head::Call(_)));
        open.then(|| self.keep_path())
    }

    /// The last name of the path being read.
    #[inline]
    pub fn last_name(&self) -> Option<Name> {
        (self.state == PathState::Open && self.count > 0).then(|| self.names[self.count - 1])
    }

    /// The first name of the path being read, where it is its head.
    #[inline]
    pub fn first_name(&self) -> Option<Name> {
        (self.state == PathState::Open && self.count > 0 && self.head == Head::Name).then(|| self.names[0])
    }

    /// How many names the path being read has.
    #[inline]
    pub fn path_len(&self) -> usize {
        if self.state == PathState::Open { self.count } else { 0 }
    }

    fn keep_path(&mut self) -> Path {
        let first = self.facts.names.len() as u32;
        self.facts.names.extend_from_slice(&self.names[..self.count]);
        Path { head: self.head, first, count: self.count as u8, start: self.start }
    }

    /// Whether calls and references of this name are kept.
    #[inline]
    pub fn wants(&self, name: Name) -> bool {
        (self.interest.wants_last(name.hash, name.span.of(self.source)) || self.aliases.contains(name.hash))
            && self.is_wanted_here()
    }

    /// Whether calls of the path being read are kept.
    #[inline]
    fn keeps_path(&self) -> bool {
        self.count > 0
            && (self.wants(self.names[self.count - 1])
                || (self.count > 1 && self.head == Head::Name && self.whole.contains(self.names[0].hash)))
    }

    /// Whether bindings of this name are kept.
    pub fn wants_head(&self, hash: NameHash) -> bool {
        (self.interest.wants_head(hash) || self.aliases.contains(hash)) && self.is_wanted_here()
    }

    /// Whether assignments to this name are kept where nothing declares it.
    pub fn wants_global(&self, hash: NameHash) -> bool {
        self.interest.wants_global(hash)
    }

    /// Whether this file is read for what it shows to others.
    pub fn keeps_exports(&self) -> bool {
        self.interest.is_of_exports()
    }

    /// Where only a module's exports are asked for, a function's content is not kept.
    fn is_wanted_here(&self) -> bool {
        if !self.interest.is_of_exports() {
            return true;
        }
        let mut at = self.scope;
        while at != 0 {
            let scope = self.facts.scopes[at as usize];
            if !matches!(scope.kind, ScopeKind::Class | ScopeKind::Suite) {
                return false;
            }
            at = scope.parent;
        }
        true
    }

    /// Makes calls of a local name interesting, because it stands for something that is.
    pub fn add_alias(&mut self, hash: NameHash) {
        if !self.interest.is_of_exports() {
            self.aliases.insert(hash);
        }
    }

    /// `(`, or whatever opens arguments: a call where a path stands before it, else a group.
    #[inline]
    pub fn open_call(&mut self, at: usize) {
        self.open_call_with(at, None);
    }

    /// [`Builder::open_call`] with explicit type arguments between path and parenthesis.
    pub fn open_call_with(&mut self, at: usize, type_args: Option<Span>) {
        let (mut call, mut used) = (NO_CALL, NO_USE);
        let mut start = at as u32;
        if self.state == PathState::Open {
            start = self.start;
            self.base_outside_parentheses();
            if self.keeps_path() || self.is_wanted_result() {
                call = self.keep_call(at, type_args);
            } else if self.keeps_uses && self.count > 0 {
                used = self.keep_use(Some(self.form), at + 1);
            }
        }
        self.push_frame_of(call, used, start, b'(', at);
    }

    /// Keeps the path being read as a use of the enclosing definition.
    fn keep_use(&mut self, form: Option<CallForm>, args: usize) -> UseId {
        let path = self.keep_path();
        self.facts.uses.push(Use {
            path,
            form,
            position: self.position,
            scope: self.scope,
            args: Span::new(args, args),
            end: args as u32,
            statement: self.statement,
        });
        self.form = CallForm::Plain;
        self.facts.uses.len() as UseId - 1
    }

    /// Whether a call's result is called whose calls are asked for: `proxyquire.noCallThru()(…)`.
    fn is_wanted_result(&self) -> bool {
        let Head::Call(call) = self.head else { return false };
        self.count == 0 && self.wants_result(call)
    }

    /// Whether calls of a call's result are kept.
    pub fn wants_result(&self, call: CallId) -> bool {
        let called = self.facts.calls.get(call as usize);
        let last = called.and_then(|called| self.facts.path_names(called.path).last());
        last.is_some_and(|last| self.interest.wants_result(last.hash) || self.aliases.contains(last.hash))
    }

    /// A bracket that opens no call: `[`, `{`, or a parenthesis of a header.
    #[inline]
    pub fn open_group(&mut self, open: u8, at: usize) {
        let start = if self.state == PathState::Open && open == b'[' {
            self.keep_item_path(at);
            self.start
        } else {
            at as u32
        };
        self.push_frame(NO_CALL, start, open, at);
    }

    fn keep_item_path(&mut self, at: usize) {
        if self.count > 0 && self.wants(self.names[self.count - 1]) {
            let path = self.keep_path();
            self.item_paths.push((at as u32, path));
        }
    }

    fn push_frame(&mut self, call: CallId, start: u32, open: u8, at: usize) {
        self.push_frame_of(call, NO_USE, start, open, at);
    }

    fn push_frame_of(&mut self, call: CallId, used: UseId, start: u32, open: u8, at: usize) {
        self.frames.push(Frame { call, used, enclosing: self.enclosing, start, open, at: at as u32 });
        if call != NO_CALL {
            self.enclosing = call;
        }
        self.state = PathState::None;
    }

    /// Keeps a call of the path being read; its argument list begins after `at`.
    fn keep_call(&mut self, at: usize, type_args: Option<Span>) -> CallId {
        let path = self.keep_path();
        let id = self.add_call(at, path, self.form, type_args);
        self.form = CallForm::Plain;
        id
    }

    /// Opens arguments that no bracket encloses, at the first byte of the first: Ruby's `stub_request :get, url`.
    /// [`Builder::close`] ends them.
    pub fn open_bare(&mut self, at: usize) {
        let wanted = self.state == PathState::Open && self.keeps_path();
        let start = if self.state == PathState::Open { self.start } else { at as u32 };
        let (mut call, mut used) = (NO_CALL, NO_USE);
        if !wanted && self.state == PathState::Open && self.keeps_uses && self.count > 0 {
            used = self.keep_use(Some(CallForm::Bare), at);
        }
        if wanted {
            let form = std::mem::replace(&mut self.form, CallForm::Bare);
            call = self.keep_call(at, None);
            self.form = form;
            let call = &mut self.facts.calls[call as usize];
            (call.args, call.end) = (Span::new(at, at), at as u32);
        }
        self.push_frame_of(call, used, start, BARE, at);
    }

    /// A lambda behind the arguments of the call just closed: `f(x) { … }`. [`Builder::close`] ends it, and what follows
    /// hangs on the call still.
    pub fn open_trailing(&mut self, at: usize) {
        let call = match (self.state, self.head, self.count) {
            (PathState::Open, Head::Call(call), 0) => call,
            _ => NO_CALL,
        };
        let start = if self.state == PathState::Open { self.start } else { at as u32 };
        self.push_frame(call, start, TRAILING, at);
    }

    /// A closing bracket. Closes the innermost open one whatever its shape; `None` where none is open.
    #[inline]
    pub fn close(&mut self, at: usize) -> Option<CallId> {
        let frame = self.frames.pop()?;
        self.enclosing = frame.enclosing;
        self.start = frame.start;
        self.count = 0;
        self.state = PathState::Open;
        self.head = Head::Opaque;
        if let Some(used) = self.facts.uses.get_mut(frame.used as usize) {
            used.args.end = (at as u32).max(used.args.start);
            used.end = (used.args.end + u32::from(frame.open != BARE)).min(self.source.len() as u32);
        }
        if frame.call != NO_CALL && frame.open == TRAILING {
            let end = (at as u32 + 1).min(self.source.len() as u32);
            self.facts.calls[frame.call as usize].end = end;
            self.head = Head::Call(frame.call);
            return None;
        }
        if frame.call != NO_CALL {
            let call = &mut self.facts.calls[frame.call as usize];
            // A front end that recovers may go back to before the bracket.
            call.args.end = (at as u32).max(call.args.start);
            call.end = (call.args.end + u32::from(frame.open != BARE)).min(self.source.len() as u32);
            self.head = Head::Call(frame.call);
            return Some(frame.call);
        }
        if frame.open == b'[' {
            let path = self.item_paths.pop_if(|(opened, _)| *opened == frame.at);
            let key = frame.at as usize + 1;
            self.item = path.map(|(_, path)| (path, Span::new(key, at.max(key))));
        }
        None
    }

    /// Closes a bracket around one path, which stays the path being read: `(store as Store).save`.
    pub fn close_around_path(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.enclosing = frame.enclosing;
            self.start = frame.start;
        }
    }

    /// Says that a call that was kept is none, such as the head of a method's definition.
    pub fn forget_call(&mut self, call: CallId) {
        let call = &mut self.facts.calls[call as usize];
        (call.path.head, call.path.count) = (Head::Opaque, 0);
    }

    /// Forgets every open bracket: the file is broken here and goes on as if they were closed.
    pub fn abandon_brackets(&mut self, at: usize) {
        while !self.frames.is_empty() {
            self.close(at);
        }
        self.state = PathState::None;
    }

    /// Forgets what was kept since an offset at which no bracket was open: it is read once more from there.
    pub fn forget_from(&mut self, start: usize) {
        let start = start as u32;
        let Facts { calls, references, assigns, bindings, .. } = &mut *self.facts;
        calls.truncate(calls.partition_point(|call| call.args.start < start));
        references.truncate(references.partition_point(|reference| reference.end <= start));
        let assigns_before = assigns.iter().rposition(|assign| assign.target.start < start);
        assigns.truncate(assigns_before.map_or(0, |last| last + 1));
        let bindings_before = bindings.iter().rposition(|binding| binding.at < start);
        bindings.truncate(bindings_before.map_or(0, |last| last + 1));
    }

    /// Marks the beginning of a statement.
    #[inline]
    pub fn begin_statement(&mut self, at: usize) {
        self.state = PathState::None;
        self.statement = at as u32;
        self.position = Position::Expression;
        self.form = CallForm::Plain;
        self.item = None;
    }

    /// Moves the beginning of the current scope's header back, to a modifier before its keyword.
    pub fn begin_header_at(&mut self, start: u32) {
        self.statement = start;
        self.facts.scopes[self.scope as usize].header.start = start;
    }

    /// A comment, without its end-of-line; kept where it speaks to demock.
    #[inline]
    pub fn comment(&mut self, start: usize, end: usize) {
        if self.has_directives {
            self.keep_directive(start, end);
        }
    }

    fn keep_directive(&mut self, start: usize, end: usize) {
        let text = &self.source[start..end];
        let mut places = memchr::memmem::find_iter(text, DIRECTIVE);
        if let Some(found) = places.find(|at| begins_note(&text[..*at])) {
            let line = memchr::memrchr(b'\n', &self.source[..start]).map_or(0, |newline| newline + 1);
            let alone = self.source[line..start].iter().all(u8::is_ascii_whitespace);
            self.facts.directives.push(Directive { text: Span::new(start + found + DIRECTIVE.len(), end), alone });
        }
    }

    /// A comment before the first definition may say which generator made the file: `Code generated by mockery v2`.
    pub fn note_generator(&mut self, start: usize, end: usize) {
        if self.facts.generator.is_some() || self.facts.scopes.len() > 1 {
            return;
        }
        let text = &self.source[start..end];
        let Some(found) = memchr::memmem::find(text, GENERATED_BY) else { return };
        let name = found + GENERATED_BY.len();
        // Some write where they are from: `http://github.com/gojuno/minimock (v3)`.
        let written = text[name..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        let name = memchr::memrchr(b'/', &text[name..name + written]).map_or(name, |slash| name + slash + 1);
        let length = text[name..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        if length > 0 {
            self.facts.generator = Some(Span::new(start + name, start + name + length));
        }
    }

    /// First byte of the statement being read.
    pub fn statement_start(&self) -> u32 {
        self.statement
    }

    /// Moves the beginning of the statement back, to a modifier before its keyword.
    pub fn move_statement(&mut self, start: u32) {
        self.statement = start;
    }

    /// First byte of the path being read.
    pub fn path_start(&self) -> u32 {
        self.start
    }

    /// Says where the calls that follow stand.
    pub fn set_position(&mut self, position: Position) {
        self.position = position;
    }

    /// Where calls stand at present.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Moves everything kept as a decorator since `mark` into a scope: the definition that follows decorators owns them.
    /// Says how many calls and references that were.
    pub fn adopt_decorators(&mut self, mark: DecoratorMark, scope: ScopeId) -> usize {
        let mut adopted = 0;
        for call in &mut self.facts.calls[mark.calls..] {
            if call.position == Position::Decorator {
                call.scope = scope;
                adopted += 1;
            }
        }
        for reference in &mut self.facts.references[mark.references..] {
            if reference.position == Position::Decorator {
                reference.scope = scope;
                adopted += 1;
            }
        }
        for marker in &mut self.facts.markers[mark.markers..] {
            marker.0 = scope;
        }
        for used in self.facts.uses[mark.uses..].iter_mut().filter(|used| used.position == Position::Decorator) {
            used.scope = scope;
        }
        adopted
    }

    /// Remembers where the decorators of the next definition begin.
    pub fn mark_decorators(&self) -> DecoratorMark {
        DecoratorMark {
            calls: self.facts.calls.len(),
            references: self.facts.references.len(),
            markers: self.facts.markers.len(),
            uses: self.facts.uses.len(),
        }
    }

    /// Says how the next call is written.
    pub fn set_form(&mut self, form: CallForm) {
        self.form = form;
    }

    /// Keeps a reference to the path being read where the rule set asks for its last name.
    pub fn reference(&mut self) {
        let Some(name) = self.last_name() else { return };
        self.base_outside_parentheses();
        if self.wants(name) {
            let path = self.keep_path();
            self.facts.references.push(Reference {
                path,
                position: self.position,
                scope: self.scope,
                end: name.span.end,
                statement: self.statement,
            });
        } else if self.keeps_uses && matches!(self.position, Position::Decorator | Position::Resource) {
            self.keep_use(None, name.span.end as usize);
        }
    }

    /// Keeps the path being read as a use where it is a value that is named like a type: a unit struct.
    pub fn unit(&mut self) {
        let Some(name) = self.last_name() else { return };
        let text = name.span.of(self.source);
        let is_type = text.first().is_some_and(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase);
        if self.keeps_uses && is_type && self.position != Position::Decorator {
            self.keep_use(Some(CallForm::Bare), name.span.end as usize);
        }
    }

    /// Keeps the path being read as a use where it names a type that is named as a double, as a value: whoever is given it may
    /// make an instance. Behind the type's own stand so many names: `FakeStore::class`.
    pub fn named_type(&mut self, behind: usize) {
        if !self.keeps_uses || self.state != PathState::Open || self.head != Head::Name || self.count <= behind {
            return;
        }
        let text = std::str::from_utf8(self.names[self.count - 1 - behind].span.of(self.source)).unwrap_or_default();
        if text.starts_with(|first: char| first.is_ascii_uppercase()) && outline::may_hand_out_doubles(text) {
            let end = self.names[self.count - 1].span.end as usize;
            self.keep_use(Some(CallForm::Named), end);
        }
    }

    /// The item path (`a.b` of `a.b[key]`) read last in this statement.
    pub fn take_item(&mut self) -> Option<(Path, Span)> {
        self.item.take()
    }

    /// Keeps an assignment to a member or an item.
    pub fn assign(&mut self, target: Path, item: Option<Span>, value: Value, value_span: Span) {
        self.facts.assigns.push(Assign { target, item, value, value_span, scope: self.scope });
    }

    /// Whether assignments to members of anything are kept.
    pub fn wants_assignments(&self) -> bool {
        self.interest.wants_assignments()
    }

    /// Keeps a binding in the current scope.
    pub fn bind(&mut self, name: NameHash, at: usize, bound: Bound) {
        self.bind_in(self.scope, name, at, bound);
    }

    /// Keeps a binding in another scope than the current one.
    pub fn bind_in(&mut self, scope: ScopeId, name: NameHash, at: usize, bound: Bound) {
        self.facts.bindings.push(Binding { name, scope, written_in: self.scope, at: at as u32, bound });
    }

    /// Keeps an import, and its local name as an alias where it renames something interesting.
    pub fn import(&mut self, import: Import) {
        let interesting = if let Some(member) = import.member {
            let member = Name { hash: NameHash::of(member.of(self.source)), span: member };
            self.wants(member) || self.wants_head(member.hash)
        } else {
            let module = self.facts.module_bytes(import.module, self.source);
            let last = module.rsplit(|byte| matches!(byte, b'.' | b'/' | b':' | b'\\')).next().unwrap_or(module);
            [module, last].iter().any(|name| self.interest.wants_last(NameHash::of(name), name))
        };
        if interesting {
            self.add_alias(import.local.hash);
        }
        if import.member.is_none() && self.interest.wants_module(self.facts.module_bytes(import.module, self.source)) {
            self.whole.insert(import.local.hash);
        }
        self.facts.imports.push(import);
    }

    /// The current scope.
    pub fn scope(&self) -> ScopeId {
        self.scope
    }

    /// Opens a scope below the current one.
    pub fn open_scope(&mut self, kind: ScopeKind, name: Span, start: usize) -> ScopeId {
        let id = self.facts.scopes.len() as ScopeId;
        // Where code is broken, a statement may begin before the scope that it is found in.
        let start = start.max(self.facts.scopes[self.scope as usize].header.start as usize);
        self.facts.scopes.push(Scope {
            parent: self.scope,
            kind,
            name,
            header: Span::new(start, start.max(name.end as usize)),
            end: self.source.len() as u32,
            reach: Reach::Named,
        });
        self.scope = id;
        id
    }

    /// Says that the scope that was opened last is test code.
    pub fn enter_test_code(&mut self, scope: ScopeId) {
        self.facts.test_scopes.push(scope);
        if !self.keeps_uses && !self.interest.is_of_exports() {
            self.keeps_uses = true;
            self.test_code = Some(scope);
        }
    }

    /// Closes the current scope; the file's own stays open.
    pub fn close_scope(&mut self, end: usize) {
        if self.test_code == Some(self.scope) {
            self.keeps_uses = false;
            self.test_code = None;
        }
        if self.scope != 0 {
            let scope = &mut self.facts.scopes[self.scope as usize];
            scope.end = end.min(self.source.len()) as u32;
            self.closed_to = scope.end;
            self.scope = scope.parent;
        }
    }

    /// Where the scope that was closed last ended.
    pub fn closed_to(&self) -> u32 {
        self.closed_to
    }

    /// Keeps a parameter of the current scope, as a binding where the rule set asks for it.
    pub fn parameter(&mut self, name: Name, annotation: Option<Path>) {
        let wanted_type = annotation.is_some_and(|path| {
            let names = self.facts.path_names(path);
            names.last().copied().is_some_and(|last| self.wants(last))
        });
        if wanted_type || self.wants_head(name.hash) {
            self.bind(name.hash, name.span.start as usize, Bound::Parameter(annotation));
        }
    }

    /// Keeps a parameter's name so that fixtures can be followed.
    pub fn requested_fixture(&mut self, name: Name) {
        self.facts.parameters.push(Parameter { scope: self.scope, name });
    }

    /// Notes why the file does not parse.
    pub fn problem(&mut self, at: usize, message: &'static str) {
        self.facts.problems.push(SyntaxProblem { at: at as u32, message });
    }
}
