//! What a type of C#'s that nobody in the project defines stands for, by the namespaces that its file uses.
//!
//! `using` binds no names, so that of a bare type nothing but its own words and the libraries that the file names are known.
//! Absent on purpose: `global using`, which stands in other files.

use super::Project;
use demock_model::{Boundary, Language};

impl Project<'_> {
    /// What a type stands for whose words say `named`: a database is the cache where the file uses Redis' library, whose own type
    /// is called `IDatabase`, and none of a database; a client of something that nobody knows is of what the file uses, else of a host outside.
    pub(super) fn by_usings(
        &self,
        language: Language,
        path: &str,
        name: &str,
        named: Option<Boundary>,
    ) -> Option<Boundary> {
        if language != Language::CSharp || named.is_none() && !is_client(name) {
            return named;
        }
        let used = self.tree.file(path).map(|file| self.module(file).libraries)?;
        match named {
            Some(Boundary::Database)
                if used.contains(Boundary::Cache) && (name == "IDatabase" || !used.contains(Boundary::Database)) =>
            {
                Some(Boundary::Cache)
            }
            Some(named) => Some(named),
            None => Some(used.only_outside().unwrap_or(Boundary::Http)),
        }
    }
}

/// Whether a type is named as a client: `CopilotClient`.
fn is_client(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.ends_with("Client") && last.starts_with(|first: char| first.is_ascii_uppercase())
}
