//! Facts lie within their file, speak of each other in order, and scopes are a tree.

use demock_model::Language;
use demock_scan::facts::{Bound, CallId, Facts, Head, ModuleText, Name, Path, Scope, ScopeId, ScopeKind, Span, Value};

/// Facts with what is known of the file that they were read from.
struct Checked<'a> {
    facts: &'a Facts,
    language: Language,
    length: u32,
}

/// Checks the facts of one file.
pub(super) fn check(facts: &Facts, language: Language, source: &[u8]) {
    let checked = Checked { facts, language, length: source.len() as u32 };
    checked.scopes();
    checked.calls();
    checked.uses();
    checked.bindings();
    checked.notes();
}

impl Checked<'_> {
    #[track_caller]
    fn span(&self, span: Span, what: &str) {
        assert!(span.start <= span.end && span.end <= self.length, "{what} {span:?} of {} bytes", self.length);
    }

    #[track_caller]
    fn offset(&self, at: u32, what: &str) {
        assert!(at <= self.length, "{what} at {at} of {} bytes", self.length);
    }

    #[track_caller]
    fn scope(&self, scope: ScopeId, what: &str) {
        assert!((scope as usize) < self.facts.scopes.len(), "{what} stands in scope {scope}, which is none");
    }

    #[track_caller]
    fn name(&self, name: Name, what: &str) {
        self.span(name.span, what);
    }

    /// A path's names exist and stand in order; what it hangs on was kept before `id`.
    #[track_caller]
    fn path(&self, path: Path, calls_before: CallId, what: &str) {
        self.offset(path.start, what);
        let names = self.facts.path_names(path);
        assert_eq!(names.len(), path.count as usize, "{what}: the names of {path:?}");
        for name in names {
            self.name(*name, what);
        }
        if let Head::Call(call) = path.head {
            assert!(call < calls_before, "{what} hangs on call {call}, which comes later than {calls_before}");
        }
    }

    fn scopes(&self) {
        let scopes = &self.facts.scopes;
        let file = scopes.first().expect("the file is a scope");
        assert_eq!((file.kind, file.parent, file.end), (ScopeKind::File, 0, self.length), "the file's own scope");
        let mut ends_inside: Vec<u32> = vec![0; scopes.len()];
        for (id, scope) in scopes.iter().enumerate().skip(1) {
            let what = format!("scope {id} {scope:?}");
            self.span(scope.header, &what);
            self.span(scope.name, &what);
            self.offset(scope.end, &what);
            assert!(scope.kind != ScopeKind::File && (scope.parent as usize) < id, "{what}: scopes are a tree");
            assert!(scope.header.start <= scope.end, "{what} ends before it begins");
            let parent = &scopes[scope.parent as usize];
            assert!(lies_in(scope, parent), "{what} reaches beyond {parent:?}");
            // Before `=>` nothing tells that a header is being read: the functions in it are over when its scope opens.
            let begins = match self.language {
                Language::JavaScript | Language::TypeScript => scope.header.end,
                Language::Python
                | Language::Go
                | Language::Java
                | Language::Kotlin
                | Language::Rust
                | Language::Ruby
                | Language::CSharp
                | Language::Php => scope.header.start,
            };
            let last = &mut ends_inside[scope.parent as usize];
            assert!(*last <= begins, "{what} begins before its sibling ends at {last}");
            *last = scope.end;
        }
    }

    fn calls(&self) {
        let mut opened = 0;
        for (id, call) in self.facts.calls.iter().enumerate() {
            let (id, what) = (id as CallId, format!("call {id} {call:?}"));
            self.path(call.path, id, &what);
            self.span(call.args, &what);
            self.scope(call.scope, &what);
            assert!(call.path.start <= call.args.start, "{what}: arguments stand after the name");
            assert!(call.args.end <= call.end && call.end <= self.length, "{what}: ends after its arguments");
            self.offset(call.statement, &what);
            assert!(call.args.start >= opened, "{what}: calls stand in the order in which they open");
            opened = call.args.start;
            if let Some(types) = call.type_args {
                self.span(types, &what);
            }
            if let Some(parent) = call.parent {
                assert!(parent < id, "{what}: the enclosing call opens first");
            }
        }
    }

    fn uses(&self) {
        let all = self.facts.calls.len() as CallId;
        for reference in &self.facts.references {
            let what = format!("{reference:?}");
            self.path(reference.path, all, &what);
            self.scope(reference.scope, &what);
            self.offset(reference.statement, &what);
            assert!(reference.path.start <= reference.end && reference.end <= self.length, "{what}");
        }
        for assign in &self.facts.assigns {
            let what = format!("{assign:?}");
            self.path(assign.target, all, &what);
            self.scope(assign.scope, &what);
            self.span(assign.value_span, &what);
            assert!(assign.target.start <= assign.value_span.start, "{what}: the value stands after the target");
            if let Some(key) = assign.item {
                self.span(key, &what);
            }
            match assign.value {
                Value::Path(path) => self.path(path, all, &what),
                Value::Call(call) => assert!(call < all, "{what}"),
                Value::Function | Value::Literal | Value::Object | Value::Other => {}
            }
        }
    }

    fn bindings(&self) {
        let all = self.facts.calls.len() as CallId;
        for import in &self.facts.imports {
            let what = format!("{import:?}");
            self.scope(import.scope, &what);
            self.name(import.local, &what);
            import.member.iter().for_each(|member| self.span(*member, &what));
            match import.module {
                ModuleText::Source(span) => self.span(span, &what),
                ModuleText::Made(span) => {
                    assert!(span.start <= span.end && span.end as usize <= self.facts.made.len(), "{what}");
                }
            }
        }
        for binding in &self.facts.bindings {
            let what = format!("{binding:?}");
            self.scope(binding.scope, &what);
            self.scope(binding.written_in, &what);
            self.offset(binding.at, &what);
            match binding.bound {
                Bound::Path(path) | Bound::Subclass(path) | Bound::Parameter(Some(path)) => {
                    self.path(path, all, &what);
                }
                Bound::Call(call) => assert!(call < all, "{what}"),
                Bound::Parameter(None) | Bound::Opaque => {}
            }
        }
    }

    fn notes(&self) {
        for parameter in &self.facts.parameters {
            self.scope(parameter.scope, "a parameter");
            self.name(parameter.name, "a parameter");
        }
        for (scope, text) in &self.facts.markers {
            self.scope(*scope, "a marker");
            self.span(*text, "a marker");
        }
        self.facts.test_scopes.iter().for_each(|scope| self.scope(*scope, "a test scope"));
        self.facts.directives.iter().for_each(|directive| self.span(directive.text, "a directive"));
        self.facts.generator.iter().for_each(|name| self.span(*name, "a generator's name"));
        self.facts.problems.iter().for_each(|problem| self.offset(problem.at, problem.message));
    }
}

fn lies_in(scope: &Scope, parent: &Scope) -> bool {
    parent.header.start <= scope.header.start && scope.end <= parent.end
}
