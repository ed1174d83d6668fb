//! What names stand for, by lexical scope: the oracle's own resolution.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    AssignmentTarget, BindingPattern, Expression, ImportDeclarationSpecifier, Program, PropertyKey, TSModuleReference,
    TSType, TSTypeName,
};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};
use std::collections::HashMap;

/// A declaration or assignment of a name.
#[derive(Debug, Clone)]
struct Bound {
    /// The scope in which it holds.
    range: Span,
    at: u32,
    /// What it stands for; `None` for anything that no rule could mean.
    value: Option<String>,
    declares: bool,
}

/// All names of a file; members of `this` under `this.name`.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    by_name: HashMap<String, Vec<Bound>>,
    modules: Vec<String>,
}

impl Bindings {
    /// Reads a file's declarations, then its assignments, whose values may need what was declared.
    pub(crate) fn of(program: &Program<'_>) -> Self {
        let mut bindings = Self::default();
        for pass in [Pass::Declare, Pass::Assign] {
            let mut collector = Collector { bindings: &mut bindings, ranges: Vec::new(), pass };
            collector.visit_program(program);
        }
        bindings
    }

    /// Whether the file imports a module, `node:` aside.
    pub(crate) fn imports(&self, module: &str) -> bool {
        self.modules.iter().any(|known| known == module)
    }

    fn lookup(&self, name: &str, at: u32) -> Option<&Bound> {
        let all = self.by_name.get(name)?;
        let visible = all.iter().filter(|bound| bound.range.start <= at && at <= bound.range.end);
        let innermost = visible.clone().filter(|bound| bound.declares).min_by_key(|bound| bound.range.size());
        let range = innermost.map(|bound| bound.range).or_else(|| visible.clone().next().map(|bound| bound.range))?;
        let same: Vec<_> = all.iter().filter(|bound| bound.range == range).collect();
        let known = |bound: &&&Bound| bound.value.is_some() || bound.declares && same.len() == 1;
        let before = same.iter().filter(|bound| bound.at < at).filter(known).max_by_key(|bound| bound.at);
        before.or_else(|| same.iter().filter(known).min_by_key(|bound| bound.at)).copied()
    }

    /// What an expression stands for: module and member names joined by dots, `()` for a call's result.
    pub(crate) fn resolve(&self, expression: &Expression<'_>) -> Option<String> {
        match expression {
            Expression::Identifier(name) => match self.lookup(&name.name, name.span.start) {
                Some(bound) => bound.value.clone(),
                None => Some(name.name.to_string()),
            },
            Expression::ThisExpression(_) => Some("this".to_owned()),
            Expression::StaticMemberExpression(member) => {
                let object = self.resolve(&member.object)?;
                let name = &member.property.name;
                if object == "this" {
                    let known = self
                        .by_name
                        .get(&format!("this.{name}"))
                        .and_then(|all| all.iter().rev().find_map(|bound| bound.value.clone()));
                    return known.or_else(|| Some(format!("this.{name}")));
                }
                if name == "default" && self.modules.contains(&object) {
                    return Some(object);
                }
                Some(format!("{object}.{name}"))
            }
            Expression::CallExpression(call) => {
                if let Some(module) = required(expression) {
                    return Some(module);
                }
                let callee = self.resolve(&call.callee)?;
                let is_wrapper = callee.ends_with("__importDefault")
                    || callee.ends_with("__importStar")
                    || callee.starts_with("_interopRequire");
                if is_wrapper {
                    return call.arguments.first().and_then(|argument| argument.as_expression()).and_then(required);
                }
                Some(format!("{callee}()"))
            }
            Expression::ImportExpression(_) => required(expression),
            Expression::NewExpression(new) => Some(format!("{}()", self.resolve(&new.callee)?)),
            Expression::AwaitExpression(awaited) => self.resolve(&awaited.argument),
            Expression::ParenthesizedExpression(inner) => self.resolve(&inner.expression),
            Expression::TSAsExpression(inner) => self.resolve(&inner.expression),
            Expression::TSSatisfiesExpression(inner) => self.resolve(&inner.expression),
            Expression::TSNonNullExpression(inner) => self.resolve(&inner.expression),
            Expression::TSTypeAssertion(inner) => self.resolve(&inner.expression),
            Expression::SequenceExpression(sequence) => self.resolve(sequence.expressions.last()?),
            Expression::ChainExpression(chain) => match &chain.expression {
                oxc_ast::ast::ChainElement::CallExpression(call) => Some(format!("{}()", self.resolve(&call.callee)?)),
                oxc_ast::ast::ChainElement::StaticMemberExpression(member) => {
                    Some(format!("{}.{}", self.resolve(&member.object)?, member.property.name))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// The module of `require("m")` or `import("m")`.
fn required(expression: &Expression<'_>) -> Option<String> {
    let text = match expression {
        Expression::CallExpression(call) => {
            let Expression::Identifier(callee) = &call.callee else { return None };
            let Some(Expression::StringLiteral(text)) = call.arguments.first().and_then(|first| first.as_expression())
            else {
                return None;
            };
            (callee.name == "require").then_some(text.value)?
        }
        Expression::ImportExpression(import) => match &import.source {
            Expression::StringLiteral(text) => text.value,
            _ => return None,
        },
        _ => return None,
    };
    Some(plain(&text))
}

fn plain(module: &str) -> String {
    module.strip_prefix("node:").unwrap_or(module).to_owned()
}

#[derive(Clone, Copy, PartialEq)]
enum Pass {
    Declare,
    Assign,
}

struct Collector<'b> {
    bindings: &'b mut Bindings,
    ranges: Vec<Span>,
    pass: Pass,
}

impl Collector<'_> {
    fn range(&self) -> Span {
        self.ranges.last().copied().unwrap_or_default()
    }

    fn add(&mut self, name: &str, at: u32, value: Option<String>) {
        let range = self.range();
        self.bindings.by_name.entry(name.to_owned()).or_default().push(Bound { range, at, value, declares: true });
    }

    /// A pattern's names; `value` is what the whole pattern takes apart.
    fn pattern(&mut self, pattern: &BindingPattern<'_>, value: Option<&str>) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => self.add(&name.name, name.span.start, value.map(str::to_owned)),
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let key = match &property.key {
                        PropertyKey::StaticIdentifier(key) => Some(key.name.to_string()),
                        _ => None,
                    };
                    let member = match (value, key) {
                        (Some(value), Some(key)) if key == "default" => Some(value.to_owned()),
                        (Some(value), Some(key)) => Some(format!("{value}.{key}")),
                        _ => None,
                    };
                    self.pattern(&property.value, member.as_deref());
                }
                if let Some(rest) = &object.rest {
                    self.pattern(&rest.argument, None);
                }
            }
            BindingPattern::ArrayPattern(array) => {
                array.elements.iter().flatten().for_each(|element| self.pattern(element, None));
            }
            BindingPattern::AssignmentPattern(assigned) => self.pattern(&assigned.left, value),
        }
    }

    /// An instance of an imported type.
    fn typed(&self, annotation: &oxc_ast::ast::TSTypeAnnotation<'_>) -> Option<String> {
        let TSType::TSTypeReference(reference) = &annotation.type_annotation else { return None };
        let (first, rest) = match &reference.type_name {
            TSTypeName::IdentifierReference(name) => (name, String::new()),
            TSTypeName::QualifiedName(qualified) => match &qualified.left {
                TSTypeName::IdentifierReference(name) => (name, format!(".{}", qualified.right.name)),
                _ => return None,
            },
            TSTypeName::ThisExpression(_) => return None,
        };
        let value = self.bindings.lookup(&first.name, first.span.start)?.value.clone()?;
        Some(format!("{value}{rest}()"))
    }

    fn declarator(&mut self, declared: &oxc_ast::ast::VariableDeclarator<'_>) {
        let required = declared.init.as_ref().and_then(|init| self.bindings.resolve(init));
        if self.pass == Pass::Declare {
            if let Some(Expression::CallExpression(_)) = &declared.init
                && let Some(module) = declared.init.as_ref().and_then(required_anywhere)
            {
                self.bindings.modules.push(module);
            }
            let annotation = declared.type_annotation.as_ref().filter(|_| declared.init.is_none());
            let value = required.or_else(|| annotation.and_then(|annotation| self.typed(annotation)));
            self.pattern(&declared.id, value.as_deref());
        } else if let (BindingPattern::BindingIdentifier(name), Some(value)) = (&declared.id, required) {
            // What needed a later declaration is known now.
            let range = self.range();
            if let Some(all) = self.bindings.by_name.get_mut(name.name.as_str()) {
                all.iter_mut()
                    .filter(|bound| bound.range == range && bound.at == name.span.start)
                    .for_each(|bound| bound.value = Some(value.clone()));
            }
        }
    }

    fn assignment(&mut self, assigned: &oxc_ast::ast::AssignmentExpression<'_>) {
        let Some(value) = self.bindings.resolve(&assigned.right) else { return };
        match &assigned.left {
            AssignmentTarget::AssignmentTargetIdentifier(name) => {
                let declared = self.bindings.by_name.get(name.name.as_str()).and_then(|all| {
                    let at = name.span.start;
                    let visible =
                        all.iter().filter(|bound| bound.declares && bound.range.start <= at && at <= bound.range.end);
                    visible.min_by_key(|bound| bound.range.size()).map(|bound| bound.range)
                });
                let range = declared.unwrap_or(Span::new(0, u32::MAX));
                let bound = Bound { range, at: name.span.start, value: Some(value), declares: false };
                self.bindings.by_name.entry(name.name.to_string()).or_default().push(bound);
            }
            AssignmentTarget::StaticMemberExpression(member)
                if matches!(member.object, Expression::ThisExpression(_)) =>
            {
                let bound =
                    Bound { range: Span::new(0, u32::MAX), at: member.span.start, value: Some(value), declares: false };
                self.bindings.by_name.entry(format!("this.{}", member.property.name)).or_default().push(bound);
            }
            _ => {}
        }
    }

    fn import(&mut self, import: &oxc_ast::ast::ImportDeclaration<'_>) {
        let module = plain(&import.source.value);
        self.bindings.modules.push(module.clone());
        for specifier in import.specifiers.iter().flatten() {
            let (local, value) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(named) if named.imported.name() == "default" => {
                    (&named.local, module.clone())
                }
                ImportDeclarationSpecifier::ImportSpecifier(named) => {
                    (&named.local, format!("{module}.{}", named.imported.name()))
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(default) => (&default.local, module.clone()),
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(all) => (&all.local, module.clone()),
            };
            self.add(&local.name, local.span.start, Some(value));
        }
    }
}

impl<'a> Visit<'a> for Collector<'_> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::Program(_)
            | AstKind::Function(_)
            | AstKind::ArrowFunctionExpression(_)
            | AstKind::BlockStatement(_)
            | AstKind::FunctionBody(_)
            | AstKind::ForStatement(_)
            | AstKind::ForOfStatement(_)
            | AstKind::ForInStatement(_)
            | AstKind::CatchClause(_)
            | AstKind::TSModuleBlock(_) => self.ranges.push(kind.span()),
            AstKind::ImportDeclaration(import) if self.pass == Pass::Declare => self.import(import),
            AstKind::TSImportEqualsDeclaration(import) if self.pass == Pass::Declare => {
                if let TSModuleReference::ExternalModuleReference(module) = &import.module_reference {
                    let module = plain(&module.expression.value);
                    self.bindings.modules.push(module.clone());
                    self.add(&import.id.name, import.id.span.start, Some(module));
                }
            }
            AstKind::FormalParameter(parameter) if self.pass == Pass::Declare => {
                let name = parameter.pattern.get_identifier_name().map(|name| format!("parameter:{name}"));
                let value = parameter.type_annotation.as_ref().and_then(|annotation| self.typed(annotation));
                self.pattern(&parameter.pattern, value.or(name).as_deref());
            }
            AstKind::VariableDeclarator(declared) => self.declarator(declared),
            AstKind::AssignmentExpression(assigned) if self.pass == Pass::Assign => self.assignment(assigned),
            _ => {}
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        if self.ranges.last() == Some(&kind.span())
            && matches!(
                kind,
                AstKind::Program(_)
                    | AstKind::Function(_)
                    | AstKind::ArrowFunctionExpression(_)
                    | AstKind::BlockStatement(_)
                    | AstKind::FunctionBody(_)
                    | AstKind::ForStatement(_)
                    | AstKind::ForOfStatement(_)
                    | AstKind::ForInStatement(_)
                    | AstKind::CatchClause(_)
                    | AstKind::TSModuleBlock(_)
            )
        {
            self.ranges.pop();
        }
    }
}

/// The module required by an initialiser or by the first link of its chain.
fn required_anywhere(expression: &Expression<'_>) -> Option<String> {
    match expression {
        Expression::CallExpression(call) => required(expression)
            .or_else(|| required_anywhere(&call.callee))
            .or_else(|| call.arguments.first().and_then(|first| first.as_expression()).and_then(required)),
        Expression::StaticMemberExpression(member) => required_anywhere(&member.object),
        Expression::ParenthesizedExpression(inner) => required_anywhere(&inner.expression),
        Expression::SequenceExpression(sequence) => required_anywhere(sequence.expressions.last()?),
        _ => None,
    }
}
