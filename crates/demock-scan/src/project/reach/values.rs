//! Types that only hold what they are made of, and those that only hand out what they ask something for.
//!
//! Absent on purpose: what methods do (`reach`).

use super::limits::limits;
use super::walk::Walk;
use super::{Class, FIELDS_BYTES_MAX};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::project::Project;
use crate::project::definitions::Definition;
use crate::project::tree::FileId;
use demock_model::{Boundary, Language};

/// Bytes before a class in which what is written on it stands.
const ANNOTATIONS_BYTES: u32 = 200;

impl Project<'_> {
    /// Whether a type of that name is a value.
    pub(in crate::project) fn is_value_named(&self, language: Language, file: FileId, name: &str) -> bool {
        let name = NameHash::of(name.as_bytes());
        self.is_value_type(Class { language, file, name, steps: 0 })
    }

    /// Whether a type says of itself that it is a value: `data class`, `enum class`, `record`. What it is by default, the time that
    /// it was made at among that, is no way to anything.
    pub(super) fn is_value_type(&self, class: Class) -> bool {
        if !matches!(class.language, Language::Java | Language::Kotlin | Language::CSharp) {
            return false;
        }
        let header = |whole: &Definition| {
            let end = whole.end.min(whole.start.saturating_add(FIELDS_BYTES_MAX));
            let text = self.store.part(&self.tree, class.file, Definition { end, ..*whole }.span()).unwrap_or_default();
            let end = memchr::memchr2(b'{', b'(', &text).unwrap_or(text.len());
            text[..end].to_vec()
        };
        let module = self.module(class.file);
        let mut wholes = module.definitions_of(class.name).iter().filter(|known| known.is_class());
        wholes.any(|whole| {
            let header = header(whole);
            if self.is_row(class, whole) {
                return true;
            }
            let mut words = header.split(|byte| !is_word(*byte));
            words.any(|word| matches!(word, b"data" | b"enum" | b"record"))
        })
    }

    /// Whether a mapper of rows is told by what is written on a class that it is one: `@Entity`.
    fn is_row(&self, class: Class, whole: &Definition) -> bool {
        const ROWS: [&[u8]; 3] = [b"@Entity", b"@Embeddable", b"@Document("];
        let start = whole.start.saturating_sub(ANNOTATIONS_BYTES);
        let part = Definition { start, end: whole.start + ANNOTATIONS_BYTES.min(whole.end - whole.start), ..*whole };
        let text = self.store.part(&self.tree, class.file, part.span()).unwrap_or_default();
        // What stands before the end of another is written on that.
        let before = (whole.start - start) as usize;
        let from = memchr::memrchr(b'}', &text[..before.min(text.len())]).unwrap_or(0);
        let header = memchr::memchr(b'{', &text[before.min(text.len())..]).map_or(text.len(), |at| before + at);
        ROWS.iter().any(|row| memchr::memmem::find(&text[from..header], row).is_some())
    }

    /// What a class without methods asks whose properties are worked out each time: `val now get() = Instant.now()`,
    /// `DateTime Now => DateTime.UtcNow`.
    pub(super) fn of_getters(&self, class: Class) -> Option<Boundary> {
        let getter: &[u8] = match class.language {
            Language::Kotlin => b"get()",
            Language::CSharp => b"=>",
            Language::Python
            | Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Java
            | Language::Rust
            | Language::Ruby
            | Language::Php => return None,
        };
        let module = self.module(class.file);
        let whole = module.definitions_of(class.name).iter().find(|known| known.is_class())?;
        if whole.end - whole.start > FIELDS_BYTES_MAX {
            return None;
        }
        let text = self.store.part(&self.tree, class.file, whole.span())?;
        memchr::memmem::find(&text, getter)?;
        let mut walk = Walk::new(self, class);
        walk.read(&text);
        walk.follow();
        let is_short = walk.lines <= 2 * limits(class.language).machine && walk.reach.own == 0;
        walk.reach.all().only().filter(|_| is_short)
    }
}
