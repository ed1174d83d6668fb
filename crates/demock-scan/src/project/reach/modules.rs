//! What a script's module shows of itself: functions that it keeps, and modules whose names it hands on.
//!
//! Absent on purpose: what its members go out to (`reach`).

use super::{Class, Own, Project};
use crate::boundary::words::{self, uncalled};
use crate::facts::NameHash;
use crate::project::definitions::{Definition, TOP};
use crate::project::module::What;
use crate::project::tree::FileId;
use demock_model::{Boundary, Language};

/// Modules whose names one hands on; one of more is the front of a package.
const HANDED_ON_MAX: usize = 8;

/// Bytes of a function's header in which it is said whether it waits.
const HEADER_BYTES: u32 = 64;

impl Project<'_> {
    /// Functions of a script's module that it keeps for itself, where it says of others that it hands them out: what they do is
    /// done on the way of those.
    pub(super) fn hidden(&self, class: Class) -> Vec<Definition> {
        const EXPORT: &[u8] = b"export";
        let text = is_ours(class).then(|| self.store.text(self.tree.path(class.file))).flatten();
        let Some(text) = text else { return Vec::new() };
        let module = self.module(class.file);
        let is_handed_out = |member: &Definition| {
            let start = (member.start as usize).min(text.len());
            let line = memchr::memrchr(b'\n', &text[..start]).map_or(0, |newline| newline + 1);
            let header = &text[start..(start + EXPORT.len()).min(text.len())];
            text[line..start].starts_with(EXPORT) || header == EXPORT
        };
        let members = module.definitions_of(class.name).iter().copied();
        let (handed_out, hidden): (Vec<_>, Vec<_>) = members.partition(is_handed_out);
        if handed_out.is_empty() { Vec::new() } else { hidden }
    }

    /// What the one library outside is for that the module of a class imports which is named as a client: who calls it goes there,
    /// however much the client does on its way.
    pub(super) fn by_own_client(&self, language: Language, file: FileId, names: &[&str]) -> Option<Boundary> {
        let is_script = matches!(language, Language::JavaScript | Language::TypeScript);
        let class = names.first().filter(|name| is_script && words::is_client(name))?;
        let module = self.module(file);
        let is_class = matches!(module.export(uncalled(class)), Some(What::Class(_)));
        self.foreign_libraries(language, file).only_outside().filter(|_| is_class)
    }

    /// Whether a function, or at least half of those that a module hands out, goes out to something or waits for what may be that.
    pub(in crate::project) fn mostly_touches(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        boundary: Boundary,
    ) -> bool {
        let top = Class { language, file, name: TOP, steps: 0 };
        let (module, hidden) = (self.module(file), self.hidden(top));
        let named = names.first().map(|name| NameHash::of(uncalled(name).as_bytes()));
        let functions = module.definitions_of(TOP).iter();
        let asked: Vec<&Definition> = match named {
            Some(name) => functions.filter(|known| known.name == name).collect(),
            None => functions.filter(|known| !hidden.contains(known)).collect(),
        };
        let goes_there = |known: &Definition| {
            // What waits for something, in a module that is named after what it talks to, waits for that.
            let start = known.start.saturating_sub("export async ".len() as u32);
            let header = Definition { start, end: known.end.min(known.start + HEADER_BYTES), ..*known };
            let header = self.store.part(&self.tree, file, header.span()).unwrap_or_default();
            memchr::memmem::find(&header, b"async ").is_some() || self.reach(top, *known).all().contains(boundary)
        };
        let touching = asked.iter().filter(|known| goes_there(known)).count();
        touching > 0 && touching * 2 >= asked.len()
    }

    /// What the modules stand for whose names a module hands on, where it does nothing else.
    pub(super) fn of_handed_on(&self, top: Class) -> Option<Boundary> {
        let module = self.module(top.file);
        let is_front = is_ours(top) && module.definitions_of(TOP).is_empty();
        let hands_on_more = module.imports().any(|text| !module.wildcards.iter().any(|whole| **whole == *text));
        if !is_front || hands_on_more || !(1..=HANDED_ON_MAX).contains(&module.wildcards.len()) {
            return None;
        }
        let of_module = |text: &str| {
            let file = self.locate(top.language, self.tree.path(top.file), text)?.file?;
            // One that hands on others' names in turn is the front of something greater.
            let own = Own { file: Some(file), name: String::new() };
            self.of_own(top.language, &own).0.filter(|_| self.module(file).wildcards.is_empty())
        };
        let mut of_modules = module.wildcards.iter().map(|text| of_module(text));
        let first = of_modules.next()?.filter(|first| *first != Boundary::OwnCode)?;
        of_modules.all(|other| other == Some(first)).then_some(first)
    }
}

/// Whether a class is what stands at the top of a script's module.
fn is_ours(class: Class) -> bool {
    matches!(class.language, Language::JavaScript | Language::TypeScript) && class.name == TOP
}
