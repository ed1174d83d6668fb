//! Texts that findings share, each kept once.
//!
//! A large tree has hundreds of thousands of findings and few names: a [`Text`] takes four bytes, two equal ones are one.
//! Invariants: equal content means the same number; what is kept lives as long as the process, which answers one
//! question and ends. Absent on purpose: a way to give memory back.

use crate::kept::{Kept, Number};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::{cmp, fmt};

/// A text that is kept once for the whole process.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text(Number);

static KEPT: Kept<&'static str> = Kept::new();

impl Text {
    /// The kept text with this content.
    pub fn new(text: &str) -> Self {
        let hash = hash_of(text);
        let shard = &SHARDS[(hash >> 57) as usize % SHARDS.len()];
        shard.lock().unwrap_or_else(PoisonError::into_inner).keep(text)
    }

    /// The content, for as long as the process lives.
    #[inline]
    pub fn as_str(self) -> &'static str {
        KEPT.get(self.0).copied().unwrap_or_default()
    }
}

impl Default for Text {
    fn default() -> Self {
        static EMPTY: LazyLock<Text> = LazyLock::new(|| Text::new(""));
        *EMPTY
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> cmp::Ordering {
        if self == other { cmp::Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self::new(&text)
    }
}

impl From<&Arc<str>> for Text {
    fn from(text: &Arc<str>) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Threads that ask at the same time seldom ask the same shard.
static SHARDS: [LazyLock<Mutex<Shard>>; 16] = [const { LazyLock::new(Mutex::default) }; 16];

/// Bytes that are taken from the allocator at once.
const ROOM_BYTES: usize = 1 << 15;

#[derive(Default)]
struct Shard {
    known: HashSet<Text, BuildHasherDefault<Mixer>>,
    room: &'static mut [u8],
}

impl Shard {
    fn keep(&mut self, text: &str) -> Text {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let kept = Text(KEPT.push(self.copy(text)));
        self.known.insert(kept);
        kept
    }

    fn copy(&mut self, text: &str) -> &'static str {
        if text.len() > ROOM_BYTES / 8 {
            return String::leak(text.to_owned());
        }
        if text.len() > self.room.len() {
            self.room = Vec::leak(vec![0; ROOM_BYTES]);
        }
        let (own, rest) = std::mem::take(&mut self.room).split_at_mut(text.len());
        self.room = rest;
        own.copy_from_slice(text.as_bytes());
        // The bytes are those of a text.
        std::str::from_utf8(own).unwrap_or_default()
    }
}

fn hash_of(text: &str) -> u64 {
    let mut mixer = Mixer::default();
    text.hash(&mut mixer);
    mixer.finish()
}

/// A multiplication and a rotation for every eight bytes: names are short and nobody attacks them.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.mix(u64::from_le_bytes(*chunk));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_content_is_one_text() {
        let long = "x".repeat(100_000);
        for text in ["", "a", "tests/a.py", "ü", &long] {
            let (one, two) = (Text::new(text), Text::from(text.to_owned()));
            assert!(one == two && std::ptr::eq(one.as_str(), two.as_str()));
            assert_eq!(one.as_str(), text);
        }
        assert!(Text::new("a") != Text::new("b") && Text::new("a") < Text::new("b"));
        assert_eq!((size_of::<Text>(), size_of::<Option<Text>>()), (4, 4));
    }

    #[test]
    fn thousands_from_many_threads_are_kept_apart() {
        let names: Vec<String> = (0..20_000).map(|at| format!("{at}::{}", "n".repeat(at % 40))).collect();
        let texts = std::thread::scope(|scope| {
            let keep = || names.iter().map(|name| Text::new(name)).collect::<Vec<_>>();
            let all: Vec<_> = (0..4).map(|_| scope.spawn(keep)).collect();
            all.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
        });
        for of_thread in &texts {
            assert!(of_thread.iter().zip(&names).all(|(text, name)| text.as_str() == name));
            assert_eq!(of_thread, &texts[0]);
        }
    }
}
