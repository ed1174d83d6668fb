//! The name of what is replaced, as the file itself tells.

use super::Matcher;
use super::conditions::{Subject, positional, short};
use crate::args::{Arg, Shape};
use crate::facts::{Call, CallId, Head, Span};
use crate::resolve::Resolved;
use crate::rules::TargetFrom;
use crate::site::{Target, TargetOrigin};

impl Matcher<'_> {
    pub(super) fn target(&self, from: TargetFrom, subject: &Subject<'_>, resolved: &Resolved) -> Option<Target> {
        let arguments = self.arguments(subject);
        let found = match from {
            TargetFrom::Nowhere => None,
            TargetFrom::Arg(index) => self.named(&arguments, subject, "target", index),
            TargetFrom::Member(object, member) => self.member(&arguments, subject, object, member),
            TargetFrom::Type => self.type_argument(&arguments, subject),
            TargetFrom::Spec(keywords) => self.spec(&arguments, subject, keywords),
            TargetFrom::NameWithout(prefix) => {
                let name = crate::ruleset::last_name(&resolved.text);
                let name = name.strip_prefix(prefix).unwrap_or(name);
                (!name.is_empty()).then(|| Resolved { text: name.to_owned(), origin: TargetOrigin::Local })
            }
            TargetFrom::Assigned => Some(resolved.clone()),
            TargetFrom::OwnerWithout(prefix) => {
                let owner = resolved.text.rsplit('.').nth(1)?;
                let name = owner.strip_prefix(prefix).unwrap_or(owner);
                Some(Resolved { text: name.to_owned(), origin: TargetOrigin::Local })
            }
            TargetFrom::Key => self.key(subject),
            TargetFrom::FirstKey(index) => self.first_key(&arguments, index),
            TargetFrom::Receiver => resolved
                .text
                .rsplit_once('.')
                .map(|(receiver, _)| Resolved { text: receiver.to_owned(), origin: resolved.origin }),
            TargetFrom::ReceiverMember(index) => Some(receiver_member(&arguments, resolved, index)),
            TargetFrom::ReceiverArg => self.receiver_arg(&arguments, subject),
            TargetFrom::Annotated => self.annotated(subject),
            TargetFrom::Fixed(text) => Some(Resolved { text: text.to_owned(), origin: TargetOrigin::Text }),
        }?;
        let text = found.text.trim();
        (!text.is_empty() && text != "?").then(|| Target { name: text.into(), origin: found.origin })
    }

    fn value(&self, arg: &Arg, subject: &Subject<'_>) -> Option<Resolved> {
        match &arg.shape {
            Shape::Text(text) => short(text).map(|text| Resolved { text: text.to_owned(), origin: TargetOrigin::Text }),
            Shape::Path => {
                let text = arg.span.text(self.source());
                Some(self.resolver.resolve_text(text, subject.scope(), arg.span.start))
            }
            Shape::Call(path) => {
                let text = path.text(self.source());
                let mut resolved = self.resolver.resolve_text(text, subject.scope(), path.start);
                if let Some(module) = self.imported_module(&resolved.text, *path, arg.span) {
                    return Some(Resolved { text: module, origin: TargetOrigin::Text });
                }
                resolved.text.push_str("()");
                Some(resolved)
            }
            Shape::Function | Shape::Object | Shape::Literal => None,
            Shape::Other => short(arg.span.text(self.source()))
                .map(|text| Resolved { text: text.to_owned(), origin: TargetOrigin::Local }),
        }
    }

    /// The module that an argument such as `import("./store")` names.
    fn imported_module(&self, called: &str, path: Span, arg: Span) -> Option<String> {
        if !crate::language::lexis(self.resolver.language).importers.contains(&called) {
            return None;
        }
        let open = path.end + 1;
        let inner = Span { start: open, end: arg.end.saturating_sub(1).max(open) };
        match crate::args::parse(self.resolver.language, self.bytes(), inner).into_iter().next()?.shape {
            Shape::Text(module) => Some(module),
            Shape::Path | Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        }
    }

    fn named(&self, arguments: &[Arg], subject: &Subject<'_>, keyword: &str, index: u8) -> Option<Resolved> {
        let arg = positional(arguments, index).or_else(|| self.keyword(arguments, keyword))?;
        self.value(arg, subject)
    }

    fn member(&self, arguments: &[Arg], subject: &Subject<'_>, object: u8, member: u8) -> Option<Resolved> {
        let mut resolved = self.named(arguments, subject, "target", object)?;
        let member = positional(arguments, member)
            .or_else(|| self.keyword(arguments, "attribute"))
            .or_else(|| self.keyword(arguments, "name"));
        if let Some(Shape::Text(text)) = member.map(|arg| &arg.shape) {
            resolved.text.push('.');
            resolved.text.push_str(text.trim_start_matches(':'));
        } else if let Some(arg) = member
            && let Some(name) = short(arg.span.text(self.source()))
        {
            resolved.text.push('.');
            resolved.text.push_str(name.trim_start_matches(':'));
        }
        Some(resolved)
    }

    fn key(&self, subject: &Subject<'_>) -> Option<Resolved> {
        let Subject::Assign(assign) = subject else { return None };
        let arguments = crate::args::parse(self.resolver.language, self.bytes(), assign.item?);
        let key = arguments.first()?;
        match &key.shape {
            Shape::Text(_) | Shape::Path => self.value(key, subject),
            Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        }
    }

    /// The first key of an object or mapping literal; a relative one starts from the module that argument 0 names.
    fn first_key(&self, arguments: &[Arg], index: u8) -> Option<Resolved> {
        let literal = positional(arguments, index).filter(|arg| arg.shape == Shape::Object)?;
        let inner = literal.span.text(self.source()).trim_start_matches('{').trim_start();
        let quoted = inner.strip_prefix(['"', '\'']);
        let text = match quoted {
            Some(quoted) => quoted.split(['"', '\'']).next()?,
            None => &inner[..inner.bytes().take_while(|byte| crate::language::is_word(*byte)).count()],
        };
        let module = positional(arguments, 0).and_then(|arg| match &arg.shape {
            Shape::Text(module) => Some(module.as_str()),
            Shape::Path | Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        });
        let text = match (text.starts_with("./") || text.starts_with("../"), module) {
            (true, Some(module)) => {
                let folder = if module.ends_with('.') {
                    Some(module)
                } else {
                    module.rsplit_once('/').map(|(folder, _)| folder)
                };
                format!("{}/{}", folder.unwrap_or("."), text.trim_start_matches("./"))
            }
            _ => text.to_owned(),
        };
        (!text.is_empty()).then_some(Resolved { text, origin: TargetOrigin::Text })
    }

    fn spec(&self, arguments: &[Arg], subject: &Subject<'_>, keywords: &[&str]) -> Option<Resolved> {
        let given = keywords.iter().find_map(|keyword| self.keyword(arguments, keyword));
        // A list of names specifies members and no class.
        let given = given.filter(|arg| matches!(arg.shape, Shape::Path | Shape::Call(_)));
        let arg = given.or_else(|| positional(arguments, 0).filter(|arg| arg.shape == Shape::Path))?;
        let mut resolved = self.value(arg, subject)?;
        if resolved.origin == TargetOrigin::Local {
            resolved.origin = TargetOrigin::Spec;
        }
        Some(resolved)
    }

    fn type_argument(&self, arguments: &[Arg], subject: &Subject<'_>) -> Option<Resolved> {
        let explicit = match subject {
            Subject::Call(_, call) => call.type_args,
            Subject::Reference(_) | Subject::Assign(_) | Subject::Parameter(_) => None,
        };
        let text = match explicit {
            Some(span) => span.text(self.source()),
            None => positional(arguments, 0)?.span.text(self.source()),
        };
        let text = text
            .trim()
            .trim_matches(['"', '\''])
            .trim_start_matches("typeof(")
            .trim_start_matches("new ")
            .trim_start_matches('\\');
        let end = text.find(['<', ',', ')', '(', ' ']).unwrap_or(text.len());
        let text = text[..end].trim_end_matches(".class").trim_end_matches("::class").trim_end_matches("::class.java");
        let at = match subject {
            Subject::Call(_, call) => call.path.start,
            Subject::Reference(_) | Subject::Assign(_) | Subject::Parameter(_) => 0,
        };
        (!text.is_empty()).then(|| {
            let mut resolved = self.resolver.resolve_text(text, subject.scope(), at);
            if resolved.origin == TargetOrigin::Local {
                resolved.origin = TargetOrigin::Spec;
            }
            resolved
        })
    }

    /// The object of the receiver's call and the name in the argument's: `allow(store).to receive(:get)`.
    fn receiver_arg(&self, arguments: &[Arg], subject: &Subject<'_>) -> Option<Resolved> {
        let Subject::Call(_, call) = subject else { return None };
        let Head::Call(receiver) = call.path.head else { return None };
        let receiver: &Call = &self.facts().calls[receiver as usize];
        let id: CallId = receiver_id(call)?;
        let object = self.arguments(&Subject::Call(id, receiver));
        let mut resolved = self.value(positional(&object, 0)?, subject)?;
        let name = positional(arguments, 0).map(|arg| arg.span.text(self.source()));
        if let Some(name) = name.and_then(|text| text.split_once(['(', ' '])).map(|(_, name)| name) {
            let name = name.trim_start_matches([':', '"', '\'']);
            let end = name.bytes().position(|byte| !crate::language::is_word(byte)).unwrap_or(name.len());
            resolved.text.push('.');
            resolved.text.push_str(&name[..end]);
        }
        Some(resolved)
    }

    /// The type in the declaration that an annotation stands on: the first capitalised word after it.
    fn annotated(&self, subject: &Subject<'_>) -> Option<Resolved> {
        let end = match subject {
            Subject::Call(_, call) => call.end,
            Subject::Reference(reference) => reference.end,
            Subject::Assign(_) | Subject::Parameter(_) => return None,
        };
        let rest = self.bytes().get(end as usize..)?;
        let rest =
            &rest[..rest.iter().position(|byte| matches!(byte, b';' | b'=' | b'{')).unwrap_or(rest.len()).min(400)];
        let mut at = 0;
        while at < rest.len() {
            if rest[at] == b'@' {
                at += 1 + crate::language::path_length(self.resolver.language, &rest[at + 1..]);
                if rest.get(at) == Some(&b'(') {
                    at += rest[at..].iter().position(|byte| *byte == b')').unwrap_or(0);
                }
            } else if rest[at].is_ascii_uppercase() {
                let length = crate::language::path_length(self.resolver.language, &rest[at..]).max(1);
                let text = std::str::from_utf8(&rest[at..at + length]).ok()?;
                return Some(self.resolver.resolve_text(text, subject.scope(), end));
            } else {
                let word = rest[at..].iter().take_while(|byte| crate::language::is_word(**byte)).count();
                at += word.max(1);
            }
        }
        None
    }
}

fn receiver_id(call: &Call) -> Option<CallId> {
    match call.path.head {
        Head::Call(id) => Some(id),
        Head::Name | Head::Opaque => None,
    }
}

fn receiver_member(arguments: &[Arg], resolved: &Resolved, index: u8) -> Resolved {
    let receiver = resolved.text.rsplit_once('.').map_or("?", |(receiver, _)| receiver);
    let mut text = if receiver == "?" { String::new() } else { receiver.to_owned() };
    if let Some(Shape::Text(member)) = positional(arguments, index).map(|arg| &arg.shape) {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(member);
    }
    Resolved { text, origin: resolved.origin }
}
