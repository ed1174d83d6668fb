//! What the things are made of that a module of Python's keeps ready for all that import it: `service = Service(settings)`.
//!
//! Invariant: only a name that begins its line is looked for, since what is made within a block may be made otherwise.
//! Absent on purpose: names of libraries' things, which a module shows itself (`module`).

use super::Project;
use super::meaning::{Meaning, Own};
use super::module::What;
use super::tree::FileId;
use crate::boundary::words::uncalled;
use crate::language::path_length;
use demock_model::Language;

impl Project<'_> {
    /// The class of the project, or the function, of which a value of a module is made, with what hangs on the value.
    pub(super) fn kept_instance(&self, language: Language, file: FileId, names: &[&str]) -> Option<Own> {
        let (first, rest) = names.split_first().filter(|_| language == Language::Python)?;
        if !matches!(self.module(file).export(uncalled(first)), Some(What::Value)) {
            return None;
        }
        let text = self.store.text(self.tree.path(file))?;
        let maker = maker(std::str::from_utf8(&text).ok()?, first)?;
        let whole = rest.iter().fold(format!("{maker}()"), |whole, name| whole + "." + name);
        match self.member(language, file, &whole, 0) {
            // What is made by nothing that the module knows is nobody's.
            Meaning::Own(own) if own.file.is_some() && uncalled(own.name.split('.').next()?) != *first => Some(own),
            Meaning::Own(_) | Meaning::Library { .. } => None,
        }
    }
}

/// What is called on the line that gives a name its value.
fn maker<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let value = text.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?.trim_start();
        let rest = if rest.starts_with(':') { rest.split_once(" = ")?.1 } else { rest.strip_prefix("= ")? };
        Some(rest.trim_start())
    })?;
    let length = path_length(Language::Python, value.as_bytes());
    (length > 0 && value[length..].starts_with('(')).then(|| &value[..length])
}

#[cfg(test)]
mod tests {
    use super::maker;

    #[test]
    fn makers_of_values() {
        assert_eq!(maker("import x\nservice = app.Service(1)\n", "service"), Some("app.Service"));
        assert_eq!(maker("service: Service = Service()\n", "service"), Some("Service"));
        assert_eq!(maker("services = Service()\nservice == Service()\n  service = Service()\n", "service"), None);
        assert_eq!(maker("service = 3\n", "service"), None);
    }
}
