//! What members of the project's modules stand for, where a double of the module or a trace names them.
//!
//! Absent on purpose: what a single name means (`meaning`).

use super::meaning::Meaning;
use super::naming::is_javascript;
use super::{Project, Resolution};
use crate::site::{Site, Target, TargetOrigin};
use demock_model::{Boundary, Kind, Language};

impl Project<'_> {
    /// What a double of a module of the project's own replaces, by the members that it puts in place: where at least half
    /// of them stand for one thing and the others for nothing else.
    pub(super) fn by_members(
        &self,
        (path, language, context): (&str, Language, u64),
        site: &Site,
    ) -> Option<Resolution> {
        let members: Vec<&str> = site.given.as_deref()?.split(' ').collect();
        let told = members.iter().filter_map(|member| {
            let target = Target { name: (*member).into(), origin: TargetOrigin::Import };
            let make = || self.of_target(path, language, Kind::MockObject, &target);
            let found = self.memo.answer(context, member, target.origin, make);
            (!matches!(found.boundary, Boundary::OwnCode | Boundary::Unknown)).then_some(found)
        });
        let told: Vec<Resolution> = told.collect();
        let first = told.first()?;
        let is_one = told.iter().all(|other| other.boundary == first.boundary);
        (is_one && told.len() * 2 >= members.len()).then(|| first.clone())
    }

    /// Whether a module of the project defines the member of it that a trace names.
    pub(super) fn is_defined(&self, path: &str, language: Language, trace: &str) -> bool {
        let is_member = || match self.meaning(language, path, trace, TargetOrigin::Import) {
            Meaning::Own(own) => {
                let name = own.name.split(['.', '(']).next().unwrap_or_default();
                own.file.is_some_and(|file| self.module(file).export(name).is_some())
            }
            Meaning::Library { .. } => false,
        };
        is_javascript(language) && trace.contains('/') && is_member()
    }
}
