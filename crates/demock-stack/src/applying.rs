//! A change of the Compose file, applied to a stack that stands: what has changed is started anew, all else stays as it is.
//!
//! Invariant: whoever waits for a service that is started anew is started anew after it, since it was told where that was. Absent
//! on purpose: when it is looked for (`supervise`, `watching`).

use crate::failure::StackError;
use crate::server::Server;
use crate::stack::{Plan, Stack, Wanted, wanted};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was done to a stack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Services that were started for the first time.
    pub first: Vec<String>,
    /// Services that were started anew.
    pub anew: Vec<String>,
    /// Services that were ended.
    pub ended: Vec<String>,
    /// Services of which the project says something else now, and that were left as they are.
    pub left: Vec<String>,
}

/// What is to be applied.
#[derive(Debug, Clone, Default)]
pub struct Change<'c> {
    /// Services that are started anew in any case.
    pub anew: BTreeSet<String>,
    /// The services that are asked for, where only these may change; all others stay as they are.
    pub within: Option<&'c BTreeSet<String>>,
}

impl Wanted<'_> {
    /// What a service is made of, without the places where the file says so.
    pub(crate) fn made_of(&self) -> String {
        without_places(&format!("{:?} {:?}", self.service, self.diagnosis.provision))
    }
}

/// A value's text without the places of its parts.
fn without_places(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("Origin {") {
        made.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    made.push_str(rest);
    made
}

/// Whether the project says of a service what it is.
fn is_as_it_was(it: &Wanted<'_>, server: &Server) -> bool {
    server.name == it.service.name.value && server.made_of == it.made_of()
}

/// The services that are started: those that have changed or are asked for, and whoever waits for one of them. Programs of
/// the project were told of all services that are none; where only some may change, the others stay unless one they know is another.
fn begun(wanted: &[Wanted<'_>], servers: &[Server], change: &Change<'_>) -> BTreeSet<String> {
    let is_there = |name: &str| servers.iter().any(|server| server.name == name);
    let may_change = |name: &str| change.within.is_none_or(|within| within.contains(name));
    let stays = |it: &Wanted<'_>| {
        let name = &it.service.name.value;
        let is_same = servers.iter().any(|server| is_as_it_was(it, server));
        !change.anew.contains(name) && (is_same || !may_change(name))
    };
    let mut begun: BTreeSet<String> =
        wanted.iter().filter(|it| !stays(it)).map(|it| it.service.name.value.clone()).collect();
    let is_wanted = |name: &str| wanted.iter().any(|it| it.service.name.value == name);
    let engines: Vec<&str> =
        wanted.iter().filter(|it| !it.is_own() && !it.is_job()).map(|it| &*it.service.name.value).collect();
    let is_known = |name: &str| change.within.is_none() || is_there(name);
    let engine_changed = engines.iter().any(|name| begun.contains(*name) && is_known(name))
        || change.within.is_none()
            && servers.iter().any(|server| server.engine().is_some() && !is_wanted(&server.name));
    // Services come after those that they depend on.
    for it in wanted {
        let waits = it.service.depends_on.iter().any(|needed| begun.contains(&needed.service.value));
        let name = &it.service.name.value;
        let may_begin = may_change(name) || is_there(name);
        if may_begin && (waits || (it.is_own() && engine_changed)) {
            begun.insert(name.clone());
        }
    }
    begun
}

impl Stack {
    /// Applies what the project says now.
    pub fn apply(&mut self, plan: &Plan<'_>, change: &Change<'_>) -> Result<Applied, StackError> {
        let mut left_out = Vec::new();
        let wanted = wanted(plan, &mut left_out)?;
        let begun = begun(&wanted, self.servers(), change);
        let is_wanted = |name: &str| wanted.iter().any(|it| it.service.name.value == name);
        let ends = |name: &str| !is_wanted(name) && change.within.is_none();
        let mut applied = Applied::default();
        let (servers, ..) = self.parts();
        let was_there = |name: &String| servers.iter().any(|server| server.name == *name);
        (applied.anew, applied.first) = begun.iter().cloned().partition(was_there);
        for server in servers.iter_mut().rev() {
            let is_same = wanted.iter().any(|it| is_as_it_was(it, server));
            if ends(&server.name) {
                applied.ended.push(server.name.clone());
            } else if !is_same && !begun.contains(&server.name) {
                applied.left.push(server.name.clone());
            }
            if begun.contains(&server.name) || ends(&server.name) {
                server.stop()?;
            }
        }
        servers.retain(|server| !ends(&server.name) && !begun.contains(&server.name));
        self.left_out = left_out;
        self.begin(plan, &wanted, &begun)?;
        Ok(applied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_something_is_written_does_not_matter() {
        let text =
            |line: u32| format!("A {{ v: \"x\", origin: Origin {{ path: \"f\", line: {line}, column: 1 }} }}, b");
        assert_eq!(without_places(&text(1)), without_places(&text(22)));
        assert_eq!(without_places(&text(1)), "A { v: \"x\", origin:  }, b");
    }
}
