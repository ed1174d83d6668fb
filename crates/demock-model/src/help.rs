//! What to do about an error, kept apart from what went wrong.

/// An error that can say what to do next. `Display` says what and where, `source` says why; only the CLI joins them.
pub trait Help: std::error::Error {
    /// A stable code that `demock explain CODE` knows, such as `config/unknown-key`.
    fn code(&self) -> &'static str;

    /// The next step, as one sentence, where there is one.
    fn help(&self) -> Option<String>;

    /// Where it failed: `path:line:column`, a service, an address.
    fn place(&self) -> Option<String> {
        None
    }

    /// What was seen there.
    fn seen(&self) -> Option<String> {
        None
    }

    /// What should have been there.
    fn expected(&self) -> Option<String> {
        None
    }
}
