//! What names stand for, as a syntax tree tells: the oracle's own resolution, which shares nothing with the scanner's.
//!
//! Absent on purpose: unpacking, flow of control, other files.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Alias, Decorator, Expr, ExprCall, Parameter, Stmt, StmtClassDef, StmtFunctionDef, WithItem};
use ruff_text_size::Ranged;
use std::collections::HashMap;

const STEPS_MAX: u8 = 8;
/// Fixtures that libraries define.
const LIBRARY_FIXTURES: &[&str] = &[
    "monkeypatch",
    "mocker",
    "class_mocker",
    "module_mocker",
    "package_mocker",
    "session_mocker",
    "respx_mock",
    "requests_mock",
    "freezer",
    "time_machine",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Module,
    Class,
    Function,
    Fixture,
}

#[derive(Clone)]
enum Bind<'a> {
    Import(String),
    Value(usize, &'a Expr),
    Class(usize),
    Parameter(usize, &'a Parameter),
    Nothing,
}

pub(crate) struct Scope<'a> {
    pub(crate) parent: usize,
    pub(crate) kind: Kind,
    pub(crate) name: &'a str,
    names: HashMap<&'a str, Vec<(u32, Bind<'a>)>>,
    members: HashMap<&'a str, Vec<(u32, Bind<'a>)>>,
    pub(crate) bases: Vec<&'a Expr>,
    decorators: Vec<&'a Expr>,
    handed_out: Option<&'a Expr>,
}

/// A tree taken apart.
pub(crate) struct Tree<'a> {
    pub(crate) scopes: Vec<Scope<'a>>,
    pub(crate) calls: Vec<(usize, &'a ExprCall)>,
    /// Decorators, subjects of `with` and marks that are named without being called.
    pub(crate) named: Vec<(usize, &'a Expr)>,
    pub(crate) parameters: Vec<(usize, &'a Parameter)>,
    wildcards: Vec<String>,
    at: usize,
}

impl<'a> Tree<'a> {
    pub(crate) fn of(body: &'a [Stmt]) -> Self {
        let mut tree = Self {
            scopes: Vec::new(),
            calls: Vec::new(),
            named: Vec::new(),
            parameters: Vec::new(),
            wildcards: Vec::new(),
            at: 0,
        };
        tree.scopes.push(Scope::new(0, Kind::Module, ""));
        tree.visit_body(body);
        tree
    }

    fn bind(&mut self, name: &'a str, at: u32, bind: Bind<'a>) {
        self.scopes[self.at].names.entry(name).or_default().push((at, bind));
    }

    fn bind_target(&mut self, target: &'a Expr, value: Option<&'a Expr>) {
        let bind = value.map_or(Bind::Nothing, |value| Bind::Value(self.at, value));
        let at = target.range().start().to_u32();
        match target {
            Expr::Name(name) => {
                self.bind(&name.id, at, bind.clone());
                if self.scopes[self.at].kind == Kind::Class {
                    self.scopes[self.at].members.entry(&name.id).or_default().push((at, bind));
                }
            }
            Expr::Attribute(member) if is_self(&member.value) => {
                let class = self.class_of(self.at);
                self.scopes[class].members.entry(&member.attr).or_default().push((at, bind));
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.bind_unpacked(target)),
            _ => {}
        }
    }

    /// A local name `monkeypatch` is the fixture, wherever it is unpacked from (monkeypatch.md).
    fn bind_unpacked(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) if name.id.as_str() == "monkeypatch" => {
                self.bind(&name.id, name.range().start().to_u32(), Bind::Import("fixture:monkeypatch".to_owned()));
            }
            _ => self.bind_target(target, None),
        }
    }

    fn class_of(&self, mut scope: usize) -> usize {
        while scope != 0 && self.scopes[scope].kind != Kind::Class {
            scope = self.scopes[scope].parent;
        }
        scope
    }

    fn import(&mut self, alias: &'a Alias, module: Option<&str>) {
        let at = alias.range().start().to_u32();
        let name = alias.name.as_str();
        match (module, &alias.asname) {
            (Some(module), _) if name == "*" => self.wildcards.push(module.to_owned()),
            (Some(module), asname) => {
                let local = asname.as_ref().map_or(name, |asname| asname.as_str());
                let dot = if module.ends_with('.') { "" } else { "." };
                self.bind(local, at, Bind::Import(format!("{module}{dot}{name}")));
            }
            (None, Some(asname)) => self.bind(asname.as_str(), at, Bind::Import(name.to_owned())),
            (None, None) => {
                let root = name.split('.').next().unwrap_or(name);
                self.bind(root, at, Bind::Import(root.to_owned()));
            }
        }
    }

    fn enter(&mut self, kind: Kind, name: &'a str, decorators: &'a [Decorator]) -> usize {
        let outer = self.at;
        for decorator in decorators {
            self.visit_expr(&decorator.expression);
            if !decorator.expression.is_call_expr() {
                self.named.push((self.at, &decorator.expression));
            }
        }
        self.scopes.push(Scope::new(outer, kind, name));
        self.at = self.scopes.len() - 1;
        self.scopes[self.at].decorators = decorators.iter().map(|decorator| &decorator.expression).collect();
        outer
    }

    fn function(&mut self, function: &'a StmtFunctionDef) {
        let is_fixture = function.decorator_list.iter().any(|decorator| {
            let name = match &decorator.expression {
                Expr::Call(call) => last_name(&call.func),
                other => last_name(other),
            };
            matches!(name, Some("fixture" | "yield_fixture"))
        });
        self.bind(&function.name, function.name.range().start().to_u32(), Bind::Nothing);
        let kind = if is_fixture { Kind::Fixture } else { Kind::Function };
        let outer = self.enter(kind, &function.name, &function.decorator_list);
        let parameters = &function.parameters;
        let usual = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for parameter in usual {
            let scope = self.at;
            let parameter_itself = &parameter.parameter;
            self.bind(
                &parameter_itself.name,
                parameter_itself.range().start().to_u32(),
                Bind::Parameter(scope, parameter_itself),
            );
            self.parameters.push((scope, parameter_itself));
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
        self.visit_body(&function.body);
        self.at = outer;
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        let at = class.name.range().start().to_u32();
        let outer = self.enter(Kind::Class, &class.name, &class.decorator_list);
        let scope = self.at;
        self.scopes[scope].bases = class.bases().iter().collect();
        self.scopes[outer].names.entry(&class.name).or_default().push((at, Bind::Class(scope)));
        if let Some(arguments) = &class.arguments {
            self.visit_arguments(arguments);
        }
        self.visit_body(&class.body);
        self.at = outer;
    }

    /// The dotted name of an expression with imports resolved; `None` where nothing can be said.
    pub(crate) fn text(&self, expr: &'a Expr, scope: usize, steps: u8) -> Option<String> {
        if steps > STEPS_MAX {
            return None;
        }
        match expr {
            Expr::Name(name) => match self.find(&name.id, scope, name.range().start().to_u32()) {
                Some(bind) => self.bound(bind, steps + 1),
                // Nothing is there without an import, unless a wildcard brings it.
                None => (!self.wildcards.is_empty()).then(|| name.id.to_string()),
            },
            Expr::Attribute(member) => {
                if is_self(&member.value)
                    && let Some(bind) = self.member(&member.attr, scope, member.range().start().to_u32(), steps)
                {
                    return self.bound(bind, steps + 1);
                }
                let base =
                    if is_self(&member.value) { "self".to_owned() } else { self.text(&member.value, scope, steps)? };
                Some(format!("{base}.{}", member.attr))
            }
            Expr::Call(call) => {
                let called = self.text(&call.func, scope, steps + 1)?;
                let first = call.arguments.args.first().and_then(Expr::as_string_literal_expr);
                match (called.as_str(), first) {
                    ("pytest.importorskip" | "importlib.import_module" | "__import__", Some(module)) => {
                        Some(module.value.to_str().to_owned())
                    }
                    _ => Some(format!("{called}()")),
                }
            }
            Expr::Await(waited) => self.text(&waited.value, scope, steps),
            _ => None,
        }
    }

    /// Every reading of a called or named expression: its text, with each wildcard import, and as what decorators hand in.
    pub(crate) fn readings(&self, expr: &'a Expr, scope: usize) -> Vec<String> {
        let mut readings: Vec<String> = self.text(expr, scope, 0).into_iter().collect();
        let mut head = expr;
        let mut members = Vec::new();
        while let Expr::Attribute(member) = head {
            members.push(member.attr.as_str());
            head = &member.value;
        }
        let Expr::Name(name) = head else { return readings };
        match self.find(&name.id, scope, name.range().start().to_u32()) {
            None => {
                let plain = readings.clone();
                readings.extend(
                    self.wildcards.iter().flat_map(|module| plain.iter().map(move |text| format!("{module}.{text}"))),
                );
            }
            Some(Bind::Parameter(function, parameter)) if parameter.annotation.is_none() => {
                let parent = self.scopes[*function].parent;
                for decorator in self.scopes[*function].decorators.iter().chain(&self.scopes[parent].decorators) {
                    let named = if let Expr::Call(call) = decorator { &call.func } else { *decorator };
                    if let Some(text) = self.text(named, parent, 0) {
                        let rest = members.iter().rev().fold(String::new(), |rest, member| rest + "." + member);
                        readings.push(format!("@{text}{rest}"));
                    }
                }
            }
            Some(_) => {}
        }
        readings
    }

    fn find(&self, name: &str, scope: usize, at: u32) -> Option<&Bind<'a>> {
        let mut here = scope;
        loop {
            if let Some(bind) = self.scopes[here].names.get(name).and_then(|binds| latest(binds, at)) {
                return Some(bind);
            }
            if here == 0 {
                return None;
            }
            here = self.scopes[here].parent;
        }
    }

    /// What the class binds the member to, or another class of the file that is known to.
    fn member(&self, name: &str, scope: usize, at: u32, steps: u8) -> Option<&Bind<'a>> {
        let own = self.class_of(scope);
        let others = std::iter::once(own).chain((0..self.scopes.len()).rev().filter(|other| *other != own));
        others
            .filter_map(|class| Some((class, latest(self.scopes[class].members.get(name)?, at)?)))
            .find(|(class, bind)| *class == own || self.bound(bind, steps + 1).is_some())
            .map(|(_, bind)| bind)
    }

    fn bound(&self, bind: &Bind<'a>, steps: u8) -> Option<String> {
        match bind {
            Bind::Import(text) => Some(text.clone()),
            Bind::Value(scope, value) => self.text(value, *scope, steps),
            Bind::Class(class) => {
                self.scopes[*class].bases.first().and_then(|base| self.text(base, self.scopes[*class].parent, steps))
            }
            Bind::Parameter(function, parameter) => self.parameter(*function, parameter, steps),
            Bind::Nothing => None,
        }
    }

    fn parameter(&self, function: usize, parameter: &'a Parameter, steps: u8) -> Option<String> {
        let name = parameter.name.as_str();
        if let Some(fixture) = self.own_fixture(name, function) {
            return self.text(self.scopes[fixture].handed_out?, fixture, steps + 1);
        }
        if LIBRARY_FIXTURES.contains(&name) {
            return Some(format!("fixture:{name}"));
        }
        let annotation = parameter.annotation.as_deref()?;
        self.text(annotation, function, steps + 1).map(|text| format!("{text}()"))
    }

    /// The file's own fixture of a name, as another function asks for it.
    pub(crate) fn own_fixture(&self, name: &str, asking: usize) -> Option<usize> {
        (1..self.scopes.len()).rev().find(|at| {
            let scope = &self.scopes[*at];
            scope.kind == Kind::Fixture && scope.name == name && *at != asking
        })
    }
}

impl Scope<'_> {
    fn new(parent: usize, kind: Kind, name: &str) -> Scope<'_> {
        Scope {
            parent,
            kind,
            name,
            names: HashMap::new(),
            members: HashMap::new(),
            bases: Vec::new(),
            decorators: Vec::new(),
            handed_out: None,
        }
    }
}

/// The last one before `at`, or the first where all come later.
fn latest<'b, 'a>(binds: &'b [(u32, Bind<'a>)], at: u32) -> Option<&'b Bind<'a>> {
    let before = binds.iter().filter(|(bound_at, _)| *bound_at < at).max_by_key(|(bound_at, _)| *bound_at);
    before.or_else(|| binds.iter().min_by_key(|(bound_at, _)| *bound_at)).map(|(_, bind)| bind)
}

fn is_self(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if matches!(name.id.as_str(), "self" | "cls"))
}

fn last_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(&name.id),
        Expr::Attribute(member) => Some(&member.attr),
        _ => None,
    }
}

impl<'a> Visitor<'a> for Tree<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(alias, None)),
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let module = format!("{}{module}", ".".repeat(import.level as usize));
                import.names.iter().for_each(|alias| self.import(alias, Some(&module)));
            }
            Stmt::Assign(assign) => {
                walk_stmt(self, stmt);
                assign.targets.iter().for_each(|target| self.bind_target(target, Some(&assign.value)));
                if matches!(assign.targets.first(), Some(Expr::Name(name)) if name.id == "pytestmark") {
                    let one = std::slice::from_ref(&*assign.value);
                    let marks = assign.value.as_list_expr().map_or(one, |list| list.elts.as_slice());
                    let scope = self.at;
                    self.named.extend(marks.iter().filter(|mark| !mark.is_call_expr()).map(|mark| (scope, mark)));
                }
            }
            Stmt::AnnAssign(assign) => {
                walk_stmt(self, stmt);
                if assign.value.is_some() {
                    self.bind_target(&assign.target, assign.value.as_deref());
                }
            }
            Stmt::Return(returned) => {
                walk_stmt(self, stmt);
                self.hand_out(returned.value.as_deref());
            }
            Stmt::Expr(expression) => {
                walk_stmt(self, stmt);
                if let Expr::Yield(yielded) = &*expression.value {
                    self.hand_out(yielded.value.as_deref());
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_with_item(&mut self, item: &'a WithItem) {
        if !item.context_expr.is_call_expr() {
            self.named.push((self.at, &item.context_expr));
        }
        self.visit_expr(&item.context_expr);
        if let Some(target) = &item.optional_vars {
            self.bind_target(target, Some(&item.context_expr));
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => self.calls.push((self.at, call)),
            Expr::Named(named) => self.bind_target(&named.target, Some(&named.value)),
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}
}

impl<'a> Tree<'a> {
    /// Whether `should_call` is called on what a call makes.
    pub(crate) fn is_wrapped(&self, made: &ExprCall) -> bool {
        self.calls.iter().any(|(_, call)| match &*call.func {
            Expr::Attribute(member) => member.attr.as_str() == "should_call" && member.value.range() == made.range(),
            _ => false,
        })
    }

    fn hand_out(&mut self, value: Option<&'a Expr>) {
        if let Some(value) = value
            && self.scopes[self.at].kind == Kind::Fixture
        {
            self.scopes[self.at].handed_out = Some(value);
        }
    }
}
