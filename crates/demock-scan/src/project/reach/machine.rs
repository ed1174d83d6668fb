//! Classes that are named after a thing of the machine and after nothing else: `FileUtilityService`, `DirectoryHandle`.
//!
//! Such a class is the way to that thing as soon as what it does goes there: a method that only calls the object's others says
//! nothing, one that goes elsewhere or nowhere says that there is logic.

use super::walk::names_members_bare;
use super::{Class, Reach, goes_by_machine, is_maker};
use crate::boundary::words;
use crate::project::Project;
use demock_model::Boundary;

/// Methods of such a class that are read: there is much to ask of a disk.
const MEMBERS_MAX: usize = 96;
/// Lines of a method that does little more than touch a thing of the machine.
const LINES_MAX: u16 = 25;

impl Project<'_> {
    /// The thing of the machine that a class is named after, where at least half of what it does touches that and nothing outside.
    pub(super) fn by_machine_name(&self, class: Class, name: &str) -> Option<Boundary> {
        let boundary = words::of_machine(name).filter(|_| goes_by_machine(class.language))?;
        let module = self.module(class.file);
        let members = module.definitions_of(class.name).iter().filter(|known| !known.is_class());
        if members.clone().count() > MEMBERS_MAX {
            return None;
        }
        let hidden = self.hidden(class);
        // Where members are named bare, a method's header names one: itself.
        let itself = u16::from(names_members_bare(class.language));
        let (mut touching, mut others) = (0, 0);
        for member in members.filter(|member| !hidden.contains(member) && !is_maker(class.name, member)) {
            let reach = self.reach(class, *member);
            if reach.all().has_outside() {
                return None;
            }
            match reach {
                Reach { lines: 0, .. } => {}
                reach if reach.all().contains(boundary) && reach.lines <= LINES_MAX => touching += 1,
                reach if reach.own > itself && reach.lines <= LINES_MAX => {}
                _ => others += 1,
            }
        }
        (touching > 0 && touching >= others).then_some(boundary)
    }
}
