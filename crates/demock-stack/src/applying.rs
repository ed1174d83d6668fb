//! A change of the Compose file, applied to a stack that stands: what has changed is started anew, all else stays as it is.
//!
//! Invariant: whoever waits for a service that is started anew is started anew after it, since it was told where that was. Absent
//! on purpose: when it is looked for (`supervise`, `watching`).

use crate::failure::StackError;
use crate::server::Server;
use crate::stack::{Plan, Stack, Wanted, wanted};
use std::collections::BTreeSet;

/// What was done to a stack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Services that were started, anew or for the first time.
    pub started: Vec<String>,
    /// Services that were ended.
    pub ended: Vec<String>,
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

/// The services that are started anew: those that have changed or are asked for, and whoever waits for one of them. Programs of
/// the project were told of all services that are none.
fn anew(wanted: &[Wanted<'_>], servers: &[Server], asked: &BTreeSet<String>) -> BTreeSet<String> {
    let stays = |it: &Wanted<'_>| {
        let name = &it.service.name.value;
        !asked.contains(name) && servers.iter().any(|server| server.name == *name && server.made_of == it.made_of())
    };
    let mut anew: BTreeSet<String> =
        wanted.iter().filter(|it| !stays(it)).map(|it| it.service.name.value.clone()).collect();
    let is_there = |name: &str| wanted.iter().any(|it| it.service.name.value == name);
    let is_engine = |it: &Wanted<'_>| !it.is_own() && !it.is_job();
    let engine_changed = wanted.iter().any(|it| is_engine(it) && anew.contains(&it.service.name.value))
        || servers.iter().any(|server| server.engine().is_some() && !is_there(&server.name));
    // Services come after those that they depend on.
    for it in wanted {
        let waits = it.service.depends_on.iter().any(|needed| anew.contains(&needed.service.value));
        if waits || (it.is_own() && engine_changed) {
            anew.insert(it.service.name.value.clone());
        }
    }
    anew
}

impl Stack {
    /// Applies what the project says now; services that are asked for are started anew in any case.
    pub fn apply(&mut self, plan: &Plan<'_>, asked: &BTreeSet<String>) -> Result<Applied, StackError> {
        let mut left_out = Vec::new();
        let wanted = wanted(plan, &mut left_out)?;
        let anew = anew(&wanted, self.servers(), asked);
        let is_wanted = |name: &str| wanted.iter().any(|it| it.service.name.value == name);
        let mut applied = Applied { started: anew.iter().cloned().collect(), ended: Vec::new() };
        let (servers, ..) = self.parts();
        for server in servers.iter_mut().rev() {
            if !is_wanted(&server.name) {
                applied.ended.push(server.name.clone());
            }
            if anew.contains(&server.name) || !is_wanted(&server.name) {
                server.stop()?;
            }
        }
        servers.retain(|server| is_wanted(&server.name) && !anew.contains(&server.name));
        self.left_out = left_out;
        self.begin(plan, &wanted, &anew)?;
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
