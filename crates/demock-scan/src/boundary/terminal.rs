//! What Ruby's programs of the command line call what they talk to whoever sits at the terminal through: `UI.success`, `ui.ask`.
//!
//! Source: `Bundler.ui`, `Gem::DefaultUserInteraction` (`ui`), `Pod::UI`, `FastlaneCore::UI`, Chef's and Vagrant's `ui`; all have
//! methods by which lines are written or questions are put. Invariant: both the object and the method say so.

use super::words::words;
use demock_model::{Boundary, Language};

/// Names of such objects.
const OBJECTS: &[&str] = &["ui", "user_interface", "user_interaction"];

/// First words of methods that write a line or put a question.
#[rustfmt::skip]
const METHODS: &[&str] = &[
    "say", "puts", "print", "message", "info", "success", "important", "header", "warn", "warning", "error", "debug", "verbose",
    "deprecated", "notice", "command", "title", "section", "ask", "confirm", "input", "password", "select", "choose", "yes",
    "interactive", "interaction", "stdout", "stderr", "stdin", "msg", "log", "fatal", "crash", "abort", "user",
];

/// What a method of such an object touches.
pub(crate) fn of_method(language: Language, name: &str) -> Option<Boundary> {
    let (object, method) = name.rsplit_once('.').filter(|_| language == Language::Ruby)?;
    let last = object.rsplit(['.', ':']).next().unwrap_or(object);
    let is_terminal = last == "UI" || OBJECTS.contains(&words(last).join("_").as_str());
    let first = words(method).first().cloned()?;
    (is_terminal && METHODS.contains(&first.as_str())).then_some(Boundary::Process)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_lines() {
        let of = |name| of_method(Language::Ruby, name);
        for name in ["Shop.UI.success", "ui.ask", "UI.user_error!", "Shop::UI.header"] {
            assert_eq!(of(name), Some(Boundary::Process), "{name}");
        }
        assert_eq!((of("Shop.UI.theme"), of("guide.ask"), of("Shop.UI")), (None, None, None));
        assert_eq!(of_method(Language::Php, "ui.ask"), None);
    }
}
