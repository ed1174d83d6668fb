//! Which calls make or install a double, written down once more from the libraries' own references.

use crate::bindings::Bindings;
use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, AssignmentExpression, AssignmentTarget, CallExpression, Expression, ObjectPropertyKind, Program,
};
use oxc_ast_visit::Visit;
use std::collections::BTreeSet;

/// The lines of a file on which one of the libraries acts.
pub(crate) fn lines(program: &Program<'_>, bindings: &Bindings, source: &str) -> BTreeSet<(u32, &'static str)> {
    let mut finder = Finder { bindings, source, found: BTreeSet::new() };
    finder.visit_program(program);
    finder.found
}

/// The verbs of a scope of nock.
const VERBS: [&str; 9] = ["get", "post", "put", "patch", "delete", "head", "options", "merge", "intercept"];

struct Finder<'b> {
    bindings: &'b Bindings,
    source: &'b str,
    found: BTreeSet<(u32, &'static str)>,
}

impl<'a> Visit<'a> for Finder<'_> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        let (callee, arguments, start) = match kind {
            AstKind::CallExpression(call) => {
                self.answered_route(call);
                self.handlers_by_verb(call);
                (&call.callee, &call.arguments, call.span.start)
            }
            AstKind::AssignmentExpression(assignment) => return self.cached(assignment),
            AstKind::NewExpression(new) => (&new.callee, &new.arguments, oxc_span::GetSpan::span(&new.callee).start),
            _ => return,
        };
        let Some(path) = self.bindings.resolve(callee) else { return };
        if let Some(rule) = self.rule(&path, arguments) {
            self.insert(start, rule);
        }
    }
}

impl Finder<'_> {
    fn insert(&mut self, start: u32, rule: &'static str) {
        let line = memchr::memchr_iter(b'\n', &self.source.as_bytes()[..start as usize]).count();
        self.found.insert((line as u32 + 1, rule));
    }

    /// nock's README, "Specifying replies": what a verb of a scope gives back is told what to answer, whatever keeps the scope.
    fn answered_route(&mut self, call: &CallExpression<'_>) {
        const TOLD: [&str; 6] = ["reply", "replyWithError", "replyWithFile", "times", "query", "persist"];
        let Expression::StaticMemberExpression(told) = &call.callee else { return };
        let Expression::CallExpression(route) = &told.object else { return };
        let Expression::StaticMemberExpression(verb) = &route.callee else { return };
        let is_route = VERBS.contains(&verb.property.name.as_str()) && !route.arguments.is_empty();
        if is_route && TOLD.contains(&told.property.name.as_str()) && self.bindings.imports("nock") {
            self.insert(route.span.start, "nock");
        }
    }

    /// Node's documentation of modules, `require.cache`: what it holds of a file is what the next `require` of that gets.
    fn cached(&mut self, assignment: &AssignmentExpression<'_>) {
        let AssignmentTarget::ComputedMemberExpression(item) = &assignment.left else { return };
        let Expression::StaticMemberExpression(cache) = &item.object else { return };
        let is_cache = matches!(&cache.object, Expression::Identifier(name) if name.name == "require");
        if is_cache && cache.property.name == "cache" && matches!(assignment.right, Expression::ObjectExpression(_)) {
            self.insert(assignment.span.start, "proxyquire");
        }
    }

    /// msw's "Network behavior overrides": `server.use` takes handlers, which a verb chosen at run time makes as well.
    fn handlers_by_verb(&mut self, call: &CallExpression<'_>) {
        let Expression::StaticMemberExpression(callee) = &call.callee else { return };
        let is_handler = |argument: &Argument<'_>| {
            let Some(Expression::CallExpression(made)) = argument.as_expression() else { return false };
            let Expression::ComputedMemberExpression(verb) = &made.callee else { return false };
            self.bindings.resolve(&verb.object).is_some_and(|path| matches!(&*path, "msw.http" | "msw.rest"))
        };
        if callee.property.name == "use" && call.arguments.iter().any(is_handler) {
            self.insert(call.span.start, "msw");
        }
    }

    fn rule(&self, path: &str, arguments: &[Argument<'_>]) -> Option<&'static str> {
        let (receiver, method) = path.rsplit_once('.').unwrap_or(("", path));
        if matches!(receiver, "jest" | "@jest/globals.jest")
            || receiver == "jest-mock" && matches!(method, "fn" | "spyOn")
            || receiver == "jest-mock.ModuleMocker()"
                && matches!(method, "fn" | "spyOn" | "generateFromMetadata" | "replaceProperty")
        {
            let acts = [
                "fn",
                "spyOn",
                "mock",
                "doMock",
                "setMock",
                "unstable_mockModule",
                "createMockFromModule",
                "genMockFromModule",
                "replaceProperty",
                "useFakeTimers",
                "setSystemTime",
                "enableAutomock",
                "autoMockOn",
                "generateFromMetadata",
            ];
            return acts.contains(&method).then_some("jest");
        }
        if matches!(receiver, "vi" | "vitest" | "vitest.vi" | "vitest.vitest") {
            let acts = [
                "fn",
                "spyOn",
                "mock",
                "doMock",
                "importMock",
                "mockObject",
                "stubGlobal",
                "stubEnv",
                "useFakeTimers",
                "setSystemTime",
            ];
            return acts.contains(&method).then_some("vitest");
        }
        // Sinon's "Sandboxes": a sandbox may be made with faked time.
        let is_sandbox = matches!(path, "sinon.createSandbox" | "sinon.sandbox.create");
        if Self::is_sinon(receiver, method) || is_sandbox && fakes_timers(arguments) {
            return Some("sinon");
        }
        if self.bindings.imports("test") || self.source.contains("node:test") {
            let is_mock = receiver.rsplit('.').next() == Some("mock") || receiver.ends_with("mock.timers");
            let is_timer = receiver.ends_with("mock.timers") && method == "enable";
            let acts = ["fn", "method", "getter", "setter", "property", "module"];
            if is_mock && (is_timer || acts.contains(&method) && !receiver.ends_with("timers")) {
                return Some("node-test");
            }
        }
        Self::rest(path, receiver, method, arguments)
    }

    fn is_sinon(receiver: &str, method: &str) -> bool {
        let receiver = receiver
            .strip_suffix(".fake")
            .filter(|_| matches!(method, "returns" | "resolves" | "rejects" | "throws" | "yields" | "yieldsAsync"))
            .map_or((receiver, method), |sinon| (sinon, "fake"));
        let (receiver, method) = receiver;
        let is_sandbox = matches!(
            receiver,
            "sinon"
                | "sinon.createSandbox()"
                | "sinon.sandbox.create()"
                | "sinon.sandbox"
                | "sandbox"
                | "this.sandbox"
                | "this.sinon"
                | "sinon.Sandbox()"
                | "sinon.SinonSandbox()"
                | "ts-sinon"
        );
        let acts = [
            "stub",
            "spy",
            "fake",
            "mock",
            "replace",
            "replaceGetter",
            "replaceSetter",
            "define",
            "createStubInstance",
            "useFakeTimers",
            "useFakeXMLHttpRequest",
            "useFakeServer",
            "createFakeServer",
        ];
        is_sandbox && acts.contains(&method)
            || receiver == "sinon.expectation" && method == "create"
            || matches!(receiver, "sinon.fakeServer" | "sinon.fakeServerWithClock") && method == "create"
            || receiver == "sinon.fakeServer.create()" && method == "respondWith"
    }

    fn rest(path: &str, receiver: &str, method: &str, arguments: &[Argument<'_>]) -> Option<&'static str> {
        if path == "nock" || receiver == "nock" && matches!(method, "back" | "define" | "load" | "loadDefs") {
            return Some("nock");
        }
        // nock.md: a scope may be kept in a variable or member of the package's name, and a route names its path.
        let is_kept = receiver.rsplit('.').next() == Some("nock") && !arguments.is_empty();
        let is_scope = receiver.starts_with("nock()") || receiver == "nock.Scope()" || is_kept;
        if is_scope && VERBS.contains(&method) {
            return Some("nock");
        }
        let handlers = ["get", "post", "put", "patch", "delete", "head", "options", "all"];
        let operations = ["query", "mutation", "operation"];
        let is_msw = matches!(receiver, "msw.http" | "msw.rest") && handlers.contains(&method)
            || matches!(receiver, "msw.graphql" | "msw.graphql.link()") && operations.contains(&method)
            || path == "msw.ws.link"
            || matches!(
                path,
                "msw/node.setupServer" | "msw/native.setupServer" | "msw/browser.setupWorker" | "msw.setupWorker"
            );
        if is_msw {
            return Some("msw");
        }
        let is_text = matches!(arguments.first().and_then(Argument::as_expression), Some(Expression::StringLiteral(_)));
        let is_loader = path == "proxyquire"
            || path.starts_with("proxyquire.") && (method == "load" || path.ends_with("()"))
            || matches!(
                path,
                "esmock" | "esmock.p" | "esmock.strict" | "mock-require" | "mockery.registerMock" | "rewiremock"
            )
            || receiver == "rewiremock" && matches!(method, "proxy" | "around" | "module");
        let is_other = receiver == "sandboxed-module" && matches!(method, "require" | "load")
            || path == "injectr" && has_object(arguments, 1);
        (is_other || is_loader && (is_text || receiver == "rewiremock")).then_some("proxyquire")
    }
}

fn has_object(arguments: &[Argument<'_>], at: usize) -> bool {
    matches!(arguments.get(at).and_then(Argument::as_expression), Some(Expression::ObjectExpression(_)))
}

fn fakes_timers(arguments: &[Argument<'_>]) -> bool {
    let Some(Expression::ObjectExpression(options)) = arguments.first().and_then(Argument::as_expression) else {
        return false;
    };
    options.properties.iter().any(|property| match property {
        ObjectPropertyKind::ObjectProperty(property) => {
            property.key.static_name().is_some_and(|name| name == "useFakeTimers")
                && matches!(&property.value, Expression::BooleanLiteral(value) if value.value)
        }
        ObjectPropertyKind::SpreadProperty(_) => false,
    })
}
