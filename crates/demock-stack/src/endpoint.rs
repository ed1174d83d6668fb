//! Where a service is: what others are told of it.

use crate::environment::{Entry, Source};

/// A service that answers, as others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in the Compose file.
    pub name: String,
    /// Other names by which the file's services reach it.
    pub aliases: Vec<String>,
    /// Ports of the container, and those of this machine that stand for them.
    pub ports: Vec<(u16, u16)>,
    /// Its address as programs take it, with what they need to be let in.
    pub url: String,
    /// Variables by which programs of its sort are told where it is.
    pub exports: Vec<(&'static str, String)>,
    /// Who is let in, where that is somebody else than the file says, and into which database.
    pub instead: Option<Instead>,
}

/// What the file says, and what a lease has instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// The user.
    pub user: (String, String),
    /// The password; empty for none.
    pub password: (String, String),
    /// The database.
    pub database: (String, String),
}

impl Endpoint {
    /// Its variables, as the lease's.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        let of = |(name, value): &(&'static str, String)| Entry {
            name: (*name).to_owned(),
            value: value.clone(),
            source: Source::Lease(self.name.clone()),
        };
        self.exports.iter().map(of)
    }
}
