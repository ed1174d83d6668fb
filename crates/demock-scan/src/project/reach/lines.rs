//! Which lines of a body go on in the arguments of a call that a line before began: a query over many lines is one line.
//!
//! A block that is handed in (`map((order) => {`) has lines of its own.

use crate::look::{TokenKind, Tokens};
use demock_model::Language;

/// The brackets that are open at a token: whether lines between them go on.
#[derive(Debug, Default)]
pub(super) struct Brackets(Vec<bool>);

impl Brackets {
    /// Whether a line that begins here goes on with what one before began.
    pub(super) fn go_on(&self) -> bool {
        self.0.last() == Some(&true)
    }

    /// Passes a token.
    pub(super) fn pass(&mut self, tokens: &Tokens<'_>, at: usize) {
        match tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Open) => {
                let is_block = at > 0 && matches!(tokens.text(at - 1), b"=>" | b")");
                let goes_on = match tokens.text(at) {
                    b"(" => spreads_arguments(tokens.language),
                    b"{" => self.go_on() && !is_block,
                    _ => self.go_on(),
                };
                self.0.push(goes_on);
            }
            Some(TokenKind::Close) => {
                self.0.pop();
            }
            Some(TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Mark) | None => {}
        }
    }
}

/// Whether a language's formatters give each argument, and each member of a literal among them, a line.
const fn spreads_arguments(language: Language) -> bool {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Python | Language::Php => true,
        Language::Go | Language::Java | Language::Kotlin | Language::Ruby | Language::Rust | Language::CSharp => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;

    fn lines(language: Language, text: &str) -> usize {
        let tokens = Look::new(language, text.as_bytes(), &[]).all();
        let mut brackets = Brackets::default();
        let begins = tokens.all().filter(|at| {
            let begins = tokens.get(*at).is_some_and(|token| token.begins_line) && !brackets.go_on();
            brackets.pass(&tokens, *at);
            begins
        });
        begins.count()
    }

    #[test]
    fn arguments_over_many_lines() {
        let query = "const all = await db.order.findMany({\n  where: {\n    id,\n  },\n});\nreturn all;\n";
        assert_eq!(lines(Language::TypeScript, query), 2);
        assert_eq!(lines(Language::TypeScript, "all.map((one) => {\n  one.sum += 1;\n  return one;\n});\n"), 4);
        assert_eq!(lines(Language::TypeScript, "const one = {\n  id,\n  name,\n};\n"), 4);
        assert_eq!(
            lines(Language::Python, "rows = session.execute(\n    select(Order),\n    {\n        1: 2,\n    },\n)\n"),
            1
        );
    }
}
