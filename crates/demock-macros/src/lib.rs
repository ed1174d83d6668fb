//! The attribute `#[demock::test]`.
//!
//! It reads tokens by hand: a function's head is all that it must know, and a full parser would be most of what a user's tests
//! wait for when they are built. Absent on purpose: anything at run time, which is `demock`'s.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// A test that is given a lease: real services of its own, as the project's Compose file names them.
///
/// The function takes a `Lease`, a `&Lease` or nothing, may be `async`, and may return a `Result`. `#[demock::test(private)]` asks for
/// servers of its own in place of a database on a shared one; `#[demock::test(multi_thread)]` runs an `async` test on a runtime of tokio's
/// that has threads of its own, with the feature `tokio`. Other attributes, such as `#[ignore]` and `#[should_panic]`, stay.
#[proc_macro_attribute]
pub fn test(options: TokenStream, item: TokenStream) -> TokenStream {
    let written = Options::read(options).and_then(|options| Head::read(item)?.written(&options));
    written.unwrap_or_else(|why| refused(&why))
}

/// What runs an `async` test on several threads.
const THREADS: &str = "block_on_threads";

/// What stands in parentheses behind the attribute's name.
struct Options {
    /// The variant of `Isolation`.
    isolation: &'static str,
    /// What runs an `async` test.
    block_on: &'static str,
}

impl Options {
    fn read(options: TokenStream) -> Result<Self, String> {
        let mut read = Self { isolation: "Any", block_on: "block_on" };
        for token in options {
            match token.to_string().as_str() {
                "private" => read.isolation = "Private",
                "multi_thread" => read.block_on = THREADS,
                "," => {}
                other => {
                    return Err(format!(
                        "`{other}` is no option of #[demock::test]: it has `private` and `multi_thread`"
                    ));
                }
            }
        }
        Ok(read)
    }
}

fn refused(why: &str) -> TokenStream {
    format!("::core::compile_error!({why:?});").parse().unwrap_or_default()
}

/// A function, as far as it is read.
struct Head {
    /// Attributes and visibility.
    before: TokenStream,
    is_async: bool,
    name: String,
    arguments: Group,
    /// What it returns, with the arrow.
    returns: TokenStream,
    body: Group,
}

impl Head {
    fn read(item: TokenStream) -> Result<Self, String> {
        let mut tokens = item.into_iter().peekable();
        let (mut before, mut is_async) = (Vec::new(), false);
        loop {
            match tokens.next() {
                Some(TokenTree::Ident(word)) if word.to_string() == "fn" => break,
                Some(TokenTree::Ident(word)) if word.to_string() == "async" => is_async = true,
                Some(token) => before.push(token),
                None => return Err("#[demock::test] belongs to a function".to_owned()),
            }
        }
        let name = tokens.next().map(|name| name.to_string()).unwrap_or_default();
        let arguments = match tokens.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group,
            _ => return Err("#[demock::test]: a test has no type parameters".to_owned()),
        };
        let mut returns = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                    let (before, returns) = (before.into_iter().collect(), returns.into_iter().collect());
                    return Ok(Self { before, is_async, name, arguments, returns, body });
                }
                token @ (TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {
                    returns.push(token);
                }
            }
        }
        Err("#[demock::test]: a test has a body".to_owned())
    }

    /// How the function takes its lease.
    fn given(&self) -> Result<&'static str, String> {
        let (mut parts, mut is_type, mut is_reference, mut any) = (0, false, false, false);
        for token in self.arguments.stream() {
            any = true;
            let TokenTree::Punct(mark) = &token else { continue };
            match mark.as_char() {
                ',' => is_type = false,
                ':' if !is_type => {
                    is_type = true;
                    parts += 1;
                }
                '&' if is_type => is_reference = true,
                _ => {}
            }
        }
        match (any, parts, is_reference) {
            (false, ..) => Ok(""),
            (true, 1, false) => Ok("lease"),
            (true, 1, true) => Ok("&lease"),
            _ => Err("#[demock::test]: a test takes one lease, or nothing".to_owned()),
        }
    }

    /// Whether an attribute says that the test passes by a panic.
    fn is_to_panic(&self) -> bool {
        let attributes = self.before.clone().into_iter().filter_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => group.stream().into_iter().next(),
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        });
        attributes.into_iter().any(|name| name.to_string() == "should_panic")
    }

    /// The test: tokens of the function stay as they are, so that a failure names their lines.
    fn written(self, options: &Options) -> Result<TokenStream, String> {
        let given = self.given()?;
        let Options { isolation, block_on } = options;
        if !self.is_async && *block_on == THREADS {
            return Err("#[demock::test(multi_thread)]: the test is not `async`".to_owned());
        }
        let parsed = |text: &str| {
            text.parse::<TokenStream>().map_err(|_| "#[demock::test] cannot read this function".to_owned())
        };
        let (word, call) = if self.is_async {
            ("async fn __test", format!("::demock::__private::{block_on}(__test({given}))"))
        } else {
            ("fn __test", format!("__test({given})"))
        };
        let name = &self.name;
        let how = if self.is_to_panic() { "run_to_panic" } else { "run" };
        let run = format!(
            "::demock::__private::{how}(::core::concat!(::core::module_path!(), \"::{name}\"), \
             ::demock::__private::Isolation::{isolation}, |lease: ::demock::Lease| {{ let _ = &lease; {call} }})"
        );
        let one = |group: Group| TokenStream::from(TokenTree::Group(group));
        let inner = [parsed(word)?, one(self.arguments), self.returns.clone(), one(self.body), parsed(&run)?];
        let inner = Group::new(Delimiter::Brace, inner.into_iter().collect());
        let outer = [
            parsed("#[::core::prelude::v1::test]")?,
            self.before,
            parsed(&format!("fn {name}()"))?,
            self.returns,
            one(inner),
        ];
        Ok(outer.into_iter().collect())
    }
}
