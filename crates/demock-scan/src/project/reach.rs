//! What a thing of the project's own goes out to, as its body tells: a function that does little more than ask a library
//! stands for what the library talks to.
//!
//! Invariants: only the bodies are read that a site's target leads to, each once as long as [`ANSWERS_MAX`] are kept; of
//! one, at most [`Limits::bytes`] bytes; bodies that call each other are followed [`Limits::steps`] deep. Loggers are not
//! counted, since everything logs. Absent on purpose: what a name says (`meaning`), which goes first.

mod fields;
mod handed;
mod limits;
mod lines;
mod machine;
mod marks;
mod modules;
mod returned;
mod values;
mod walk;
mod writing;

use super::definitions::{Definition, TOP};
use super::meaning::Own;
use super::module::{Boundaries, What};
use super::store::locked;
use super::tree::FileId;
use super::{Meaning, Project};
use crate::boundary::words::{Weight, uncalled};
use crate::boundary::{functions, is_outside, is_script, rails};
use crate::facts::NameHash;
use demock_model::{Boundary, Language};
pub(super) use fields::is_way;
use limits::{Limits, limits};
pub(super) use limits::{has_many_interfaces, steps_max};
pub(super) use returned::first_type;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};
use walk::{Held, Walk, with_members};

/// Bytes of a class in which its fields are looked for.
const FIELDS_BYTES_MAX: u32 = 2 << 10;
/// Methods of a class, or functions of a module, that are read; one of more has logic.
pub(super) const MEMBERS_MAX: usize = 24;
/// The same of a class that may be nothing but the way to a provider with much to ask for, of whose methods at least these must go there.
const WIDE_MAX: usize = 96;
const WIDE_TOUCHING: usize = 3;
const WIDE_OF: usize = 4;
/// Lines of a function that does little more than run a program.
const PROGRAM_LINES: u16 = 25;
/// Things of the project's own that a function names which runs a program: its errors, what it is run in.
const OWN_BESIDE_PROGRAMS: u16 = 3;
/// Classes that one derives from, followed for a method.
const BASES_MAX: u8 = 3;
const ANSWERS_MAX: usize = 1 << 14;
/// Files whose names are kept.
const FILES_MAX: usize = 1 << 10;

/// What is known so far.
#[derive(Debug, Default)]
pub(super) struct Reaches {
    /// By how deep they are asked from, too: what is followed further may say more.
    bodies: Mutex<FxHashMap<(FileId, Definition, u8), Reach>>,
    fields: Mutex<FxHashMap<(FileId, NameHash), Arc<Fields>>>,
    /// What names stand for, by the file that they stand in.
    named: Mutex<ByName<FileId, Held>>,
    /// What things go out to that a body calls, by their file and how deep they are asked from.
    called: Mutex<ByName<(FileId, u8), Option<Boundary>>>,
}

/// Answers by a place and a name.
type ByName<K, T> = FxHashMap<K, FxHashMap<Box<str>, T>>;

impl Reaches {
    fn named(&self, file: FileId, text: &str) -> Option<Held> {
        locked(&self.named).get(&file)?.get(text).cloned()
    }

    fn note_named(&self, file: FileId, text: &str, held: Held) {
        let mut named = locked(&self.named);
        if named.len() > FILES_MAX {
            named.clear();
        }
        named.entry(file).or_default().insert(text.into(), held);
    }

    fn note_called(&self, file: FileId, steps: u8, name: &str, boundary: Option<Boundary>) {
        let mut called = locked(&self.called);
        if called.len() > FILES_MAX {
            called.clear();
        }
        called.entry((file, steps)).or_default().insert(name.into(), boundary);
    }
}

/// What the fields of a class hold.
pub(super) type Fields = FxHashMap<NameHash, Held>;

/// What one body goes out to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reach {
    /// By libraries and globals that stand in it.
    direct: Boundaries,
    /// By things of the project's own that it calls.
    through: Boundaries,
    /// Of those, by what a library's own class is behind: `this.prisma.order.findMany()`.
    derived: Boundaries,
    lines: u16,
    /// Calls of things of the project's own that lead nowhere outside.
    own: u16,
}

impl Reach {
    fn all(self) -> Boundaries {
        self.direct.union(self.through)
    }
}

/// A class of a file, or what stands at its top, and how deep it is asked from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) language: Language,
    pub(super) file: FileId,
    /// [`TOP`] for the file's own.
    pub(super) name: NameHash,
    pub(super) steps: u8,
}

impl Project<'_> {
    /// What a thing of the project's own goes out to, where it does little else.
    pub(super) fn by_body(&self, language: Language, file: FileId, names: &[&str], steps: u8) -> Option<Boundary> {
        if steps >= steps_max(language) {
            return None;
        }
        let module = self.module(file);
        let hash = |name: &str| NameHash::of(uncalled(name).as_bytes());
        let members: Vec<&str> = names.iter().skip(1).copied().filter(|name| !is_itself(uncalled(name))).collect();
        let top = Class { language, file, name: TOP, steps };
        let Some(first) = names.first() else {
            return self.of_members(top).or_else(|| self.of_handed_on(top));
        };
        let class = Class { name: hash(first), ..top };
        let is_class = module.definitions_of(class.name).iter().any(|known| known.class == class.name);
        match members[..] {
            [] | [_] if is_class && self.is_value_type(class) => None,
            [] if is_class => {
                let by_machine = || self.by_machine_name(class, uncalled(first));
                self.of_members(class).or_else(by_machine).or_else(|| self.takes_lines(class))
            }
            [member] if is_class => self.of_member(class, self.spelled(class, uncalled(member))),
            [member, ref rest @ ..] if is_class => self.of_handed(class, hash(member), rest),
            // A function, or what hangs on what it hands over.
            _ => of_function(language, self.reach(top, module.definition(TOP, class.name)?)),
        }
    }

    /// What a method goes out to, or what a field holds; of a class or of what it derives from.
    fn of_member(&self, class: Class, member: NameHash) -> Option<Boundary> {
        match self.method(class, member, 0) {
            Some((class, method)) => of_function(class.language, self.reach(class, method)),
            None => self.of_field(class, member, &[]).or_else(|| self.of_inherited(class, member)),
        }
    }

    /// What a verb of a client's goes out to that a class of Ruby's has from a library: `get` of what includes `HTTParty`.
    fn of_inherited(&self, class: Class, member: NameHash) -> Option<Boundary> {
        let is_verb =
            class.language == Language::Ruby && VERBS.iter().any(|verb| NameHash::of(verb.as_bytes()) == member);
        is_verb.then(|| self.inherited(class)).and_then(Boundaries::only_outside)
    }

    /// What a field holds, or a member of that.
    fn of_field(&self, class: Class, field: NameHash, rest: &[&str]) -> Option<Boundary> {
        match with_members(self.fields(class).get(&field)?, rest) {
            Held::Boundary(boundary) => Some(boundary),
            Held::Own(own) => self.of_called(class.language, &own, class.steps).or_else(|| {
                // Of what a field holds a member is named, and no body calls it.
                let is_named = !rest.is_empty() && (is_script(class.language) || class.language == Language::Php);
                let names: Vec<&str> = own.name.split('.').filter(|name| !name.is_empty()).collect();
                self.by_body(class.language, own.file.filter(|_| is_named)?, &names, class.steps)
            }),
            Held::Nothing => None,
        }
    }

    /// The method of a class, or of a class of the project that it derives from.
    pub(super) fn method(&self, class: Class, member: NameHash, depth: u8) -> Option<(Class, Definition)> {
        let module = self.module(class.file);
        let mut named = module.definitions_named(class.name, member);
        // A class that does by `self.call` what its object does.
        let method = if class.language == Language::Ruby {
            named.max_by_key(|method| method.end - method.start)
        } else {
            named.next()
        };
        if let Some(method) = method {
            return Some((class, method));
        }
        self.bases(class).filter(|_| depth < BASES_MAX).find_map(|base| self.method(base, member, depth + 1))
    }

    /// The classes of the project that a class derives from.
    fn bases(&self, class: Class) -> impl Iterator<Item = Class> {
        let mut names = match self.module(class.file).export_of(class.name) {
            Some(What::Class(bases)) => bases.to_vec(),
            Some(What::Function | What::Alias(..) | What::Value) | None => Vec::new(),
        };
        if class.language == Language::Ruby {
            names.extend(self.mixins(class));
        }
        let class_of = move |base: Box<str>| {
            let Meaning::Own(own) = self.base(class.language, class.file, &base, 0) else { return None };
            let name = own.name.rsplit('.').next().unwrap_or(&own.name);
            Some(Class { file: own.file?, name: NameHash::of(name.as_bytes()), ..class })
        };
        names.into_iter().filter_map(class_of)
    }

    /// What a class or a module goes out to, where most that it does is that.
    fn of_members(&self, class: Class) -> Option<Boundary> {
        let module = self.module(class.file);
        let members = module.definitions_of(class.name).iter().filter(|known| !known.is_class());
        let is_wide = members.clone().count() > MEMBERS_MAX;
        if is_wide && (!is_typed_at_edges(class.language) || members.clone().count() > WIDE_MAX) {
            return None;
        }
        // What they call is not followed: a class whose methods call others' has logic.
        let asked = Class { steps: class.steps.max(steps_max(class.language) - 1), ..class };
        let (mut all, mut direct) = (Boundaries::default(), Boundaries::default());
        let (mut touching, mut methods) = (0, 0);
        let mut all_of = None;
        let mut agree = true;
        let mut others = Vec::new();
        let hidden = self.hidden(class);
        for member in members.filter(|member| !hidden.contains(member)) {
            let reach = self.reach(asked, *member);
            all = all.union(reach.all());
            direct = direct.union(reach.direct);
            if !is_maker(class.name, member) && reach.lines > 0 {
                methods += 1;
                touching += usize::from(reach.all().has_outside());
                if !reach.all().has_outside() {
                    others.push(*member);
                }
                let boundary = of_function(class.language, reach);
                agree &= boundary.is_some() && (methods == 1 || boundary == all_of);
                all_of = boundary;
            }
        }
        if methods == 0 {
            return self.of_getters(asked);
        }
        // Whose every method does no more than touch one thing of the machine is the way to that; a module may show more than it
        // does itself.
        let is_jvm = matches!(class.language, Language::Java | Language::Kotlin);
        let is_whole = goes_by_machine(class.language)
            // An interface of the JVM's with code hands out what others ask for.
            && !(is_jvm && self.is_declared_abstract(class.file, class.name))
            && (class.name != TOP || module.wildcards.is_empty() && module.classes().next().is_none());
        // A script's class that does nothing but run programs is the way to them.
        let is_runner = |boundary| {
            boundary == Boundary::Process
                && class.name != TOP
                && matches!(class.language, Language::Python | Language::Ruby)
        };
        let is_it = |boundary: &Boundary| {
            *boundary == Boundary::Random || is_runner(*boundary) || is_whole && !is_outside(*boundary)
        };
        if let Some(boundary) = all_of.filter(|boundary| agree && is_it(boundary)) {
            return Some(boundary);
        }
        let boundary = all.only_outside()?;
        // Of many methods nearly all go out where a class is no more than the way there.
        if is_wide && (is_rows(boundary) || touching * WIDE_OF < methods * WIDE_TOUCHING) {
            return None;
        }
        if is_rows(boundary) && !direct.contains(boundary) {
            return None;
        }
        // Who keeps rows has logic of its own, unless that is all that each method does.
        let share = if is_rows(boundary) { 1 } else { 2 };
        if touching > 0 && !is_rows(boundary) && touching * share < methods {
            touching += others.iter().filter(|member| self.goes_through_own(asked, **member, boundary)).count();
        }
        (touching > 0 && touching * share >= methods).then_some(boundary)
    }

    /// What one body of a class or of the file goes out to.
    fn reach(&self, class: Class, definition: Definition) -> Reach {
        let key = (class.file, definition, class.steps);
        if let Some(known) = locked(&self.reaches.bodies).get(&key) {
            return *known;
        }
        let reach = self.read_body(class, definition).unwrap_or_default();
        let mut bodies = locked(&self.reaches.bodies);
        if bodies.len() > ANSWERS_MAX {
            bodies.clear();
        }
        bodies.insert(key, reach);
        reach
    }

    fn read_body(&self, class: Class, definition: Definition) -> Option<Reach> {
        let limits = limits(class.language);
        if definition.end - definition.start > limits.bytes {
            return Some(Reach { lines: u16::MAX, ..Reach::default() });
        }
        let text = self.store.part(&self.tree, class.file, definition.span())?;
        if memchr::memchr_iter(b'\n', &text).count() > limits.text_lines {
            return Some(Reach { lines: u16::MAX, ..Reach::default() });
        }
        let mut walk = Walk::new(self, class);
        walk.read(&text);
        walk.follow();
        Some(Reach { lines: if has_code(class.language, &text) { walk.lines } else { 0 }, ..walk.reach })
    }

    /// What the fields of a class hold, and those of classes of the project that it derives from.
    fn fields(&self, class: Class) -> Arc<Fields> {
        self.fields_within(class, 0)
    }

    fn fields_within(&self, class: Class, depth: u8) -> Arc<Fields> {
        let key = (class.file, class.name);
        if let Some(known) = locked(&self.reaches.fields).get(&key) {
            return known.clone();
        }
        let inherited = self.bases(class).filter(|_| depth < BASES_MAX).map(|base| self.fields_within(base, depth + 1));
        let mut fields = Fields::default();
        inherited.for_each(|inherited| fields.extend(inherited.iter().map(|(name, held)| (*name, held.clone()))));
        let fields = Arc::new(self.own_fields(class, fields));
        let mut kept = locked(&self.reaches.fields);
        if kept.len() > ANSWERS_MAX {
            kept.clear();
        }
        kept.insert(key, fields.clone());
        fields
    }

    /// Adds to what is inherited what the header, the declarations and the constructors of a class say.
    fn own_fields(&self, class: Class, mut fields: Fields) -> Fields {
        let module = self.module(class.file);
        let methods = || module.definitions_of(class.name).iter().filter(|known| !known.is_class());
        for whole in module.definitions_of(class.name).iter().filter(|known| known.is_class()) {
            // What is declared stands before the methods.
            let first = methods().map(|method| method.start).filter(|start| *start > whole.start).min();
            let head = Definition { end: first.unwrap_or(whole.end).min(whole.end), ..*whole };
            let makers = methods().filter(|method| is_maker(class.name, method) && method.end <= whole.end);
            for part in std::iter::once(head).chain(makers.filter(|maker| maker.start >= whole.start).copied()) {
                let end = part.end.min(part.start.saturating_add(FIELDS_BYTES_MAX));
                let text = self.store.part(&self.tree, class.file, Definition { end, ..part }.span());
                let mut walk = Walk::of_fields(self, class, fields);
                walk.read(&text.unwrap_or_default());
                fields = walk.locals;
            }
        }
        fields
    }

    /// What something of the project's own that a body calls goes out to; `None` where it has logic.
    pub(super) fn of_called(&self, language: Language, own: &Own, steps: u8) -> Option<Boundary> {
        let file = own.file?;
        if let Some(known) = locked(&self.reaches.called).get(&(file, steps)).and_then(|of| of.get(own.name.as_str())) {
            return *known;
        }
        let boundary = self.go_to(language, file, &own.name, steps);
        self.reaches.note_called(file, steps, &own.name, boundary);
        boundary
    }

    fn go_to(&self, language: Language, file: FileId, name: &str, steps: u8) -> Option<Boundary> {
        let names: Vec<&str> = name.split('.').filter(|name| !name.is_empty()).collect();
        let of_rails = names.last().filter(|_| language == Language::Ruby).and_then(|last| rails::of_method(last));
        if of_rails.is_some() {
            return of_rails;
        }
        let by_origin = self.by_origin(language, file, &names).map(|(boundary, _)| boundary);
        let by_name = || {
            let (boundary, weight) = self.by_name(language, file, &names, steps)?;
            (weight == Weight::Product).then_some(boundary)
        };
        let by_body = || self.by_body(language, file, &names, steps + 1);
        // An interface and what implements it are one thing.
        let others = if has_many_interfaces(language) { steps } else { steps + 1 };
        let by_others = || self.by_implementers(language, file, &names, others);
        let by_class =
            || self.by_own_client(language, file, &names).or_else(|| self.by_fields(language, file, &names, steps + 1));
        let by_function = || names.last().and_then(|name| functions::of_name(language, name));
        let boundary =
            by_origin.or_else(by_name).or_else(by_body).or_else(by_others).or_else(by_class).or_else(by_function);
        boundary.filter(|boundary| !matches!(boundary, Boundary::OwnCode | Boundary::Unknown))
    }
}

/// What a function goes out to, or, where it is short and goes nowhere outside, the one thing of the machine that it does touch.
fn of_function(language: Language, reach: Reach) -> Option<Boundary> {
    let Limits { lines, rows, machine, clock, .. } = limits(language);
    let all = reach.all();
    if !all.has_outside() {
        // A program is run in an environment, and what it answers is looked at.
        let is_script = matches!(language, Language::Python | Language::Ruby);
        let programs = all.contains(Boundary::Process) && is_script;
        let boundary = if programs { all.without(&[Boundary::Env]).only()? } else { all.only()? };
        let lines = if matches!(boundary, Boundary::Clock | Boundary::Random) {
            clock
        } else if programs && reach.direct.contains(Boundary::Process) {
            PROGRAM_LINES
        } else {
            machine
        };
        let beside = u16::from(language != Language::Python);
        let own = if programs { OWN_BESIDE_PROGRAMS } else { beside };
        return (reach.lines <= lines && reach.own <= own).then_some(boundary);
    }
    let boundary = all.only_outside()?;
    let lines = if is_rows(boundary) { rows } else { lines };
    // Who asks several of its own before or after one that goes out has logic.
    if language == Language::Ruby && !reach.direct.contains(boundary) && reach.own > 1 && reach.lines > rows {
        return None;
    }
    let is_near = || reach.direct.union(reach.derived).contains(boundary);
    (reach.lines <= lines && (!is_rows(boundary) || is_near())).then_some(boundary)
}

/// Whether what only touches the machine counts as the way to that: where types are small, logic of one's own does, too.
const fn goes_by_machine(language: Language) -> bool {
    matches!(
        language,
        Language::JavaScript | Language::TypeScript | Language::CSharp | Language::Java | Language::Kotlin
    )
}

/// Whether classes of a language are wrapped for what they are handed in as, one method for each of what they wrap.
const fn is_typed_at_edges(language: Language) -> bool {
    matches!(language, Language::CSharp | Language::Java | Language::Kotlin)
}

pub(super) const fn is_rows(boundary: Boundary) -> bool {
    matches!(boundary, Boundary::Database | Boundary::Cache)
}

/// Whether a member of a class stands for an object of it.
fn is_itself(name: &str) -> bool {
    matches!(name, "new" | "prototype" | "Companion" | "default" | "instance" | "getInstance" | "any_instance")
}

/// Whether a method makes an object of its class.
fn is_maker(class: NameHash, method: &Definition) -> bool {
    method.name == class || MAKERS.iter().any(|name| NameHash::of(name) == method.name)
}

/// Methods by which a client of HTTP asks.
const VERBS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "request"];

/// Methods that make an object.
const MAKERS: [&[u8]; 7] =
    [b"__init__", b"constructor", b"initialize", b"new", b"__construct", b"init", b"CreateInstance"];

/// Whether a definition is more than declared; what a parameter is by default is no code, nor is a text on it.
pub(super) fn has_code(language: Language, text: &[u8]) -> bool {
    if matches!(language, Language::Python | Language::Ruby) {
        return true;
    }
    let (mut depth, mut is_text) = (0_u32, false);
    text.iter().any(|byte| {
        match byte {
            b'"' => is_text = !is_text,
            b'(' if !is_text => depth += 1,
            b')' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !is_text && matches!(byte, b'{' | b'=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_than_declared() {
        let has = |text: &str| has_code(Language::CSharp, text.as_bytes());
        assert!(has("int Count() { return 1; }") && has("int Count() => 1;"));
        assert!(
            !has("Task Save(Order order, bool twice = false);")
                && !has("\"orders/{id}\")\n    fun save(id: Id): Order")
        );
    }
}
