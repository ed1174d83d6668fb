//! What members of the project's modules stand for, where a double of the module or a trace names them.
//!
//! Absent on purpose: what a single name means (`meaning`).

use super::meaning::Meaning;
use super::naming::is_javascript;
use super::{Project, Resolution, of_outside};
use crate::boundary::words;
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

    /// Whether a module of the project defines the member of it, or the type, that a trace names.
    pub(super) fn is_defined(&self, path: &str, language: Language, trace: &str) -> bool {
        // A type that is declared says more than the name that it is declared for.
        let is_typed = matches!(language, Language::Java | Language::Kotlin | Language::CSharp);
        let is_member = || match self.meaning(language, path, trace, TargetOrigin::Import) {
            Meaning::Own(own) => {
                let name = own.name.split(['.', '(']).next().unwrap_or_default();
                // A queue of one's own is one wherever it keeps what it is given.
                let is_queue = is_typed && words::of_name(name).is_some_and(|found| found.boundary == Boundary::Queue);
                !is_queue && own.file.is_some_and(|file| self.module(file).export(name).is_some())
            }
            // What the table knows for no way out is none whatever it is called.
            Meaning::Library { name, .. } => {
                is_typed && of_outside(language, &name, TargetOrigin::Import) == Some(Boundary::OwnCode)
            }
        };
        (is_javascript(language) && trace.contains('/') || is_typed && trace.ends_with("()")) && is_member()
    }
}
