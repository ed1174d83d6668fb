//! Short lists of texts that findings share: owners, reasons.
//!
//! Invariants and absences are those of [`crate::Text`].

use crate::Text;
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A list that is kept once for the whole process.
#[derive(Clone, Copy)]
pub struct Texts(&'static &'static [Text]);

static KNOWN: LazyLock<Mutex<HashMap<&'static [Text], Texts>>> = LazyLock::new(Mutex::default);

impl Texts {
    /// The kept list with this content.
    pub fn new(texts: &[Text]) -> Self {
        if texts.is_empty() {
            return Self::default();
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = known.get(texts) {
            return *kept;
        }
        let list: &'static [Text] = Vec::leak(texts.to_vec());
        let kept = Self(Box::leak(Box::new(list)));
        known.insert(list, kept);
        kept
    }

    /// All of them with something between each two.
    pub fn join(self, between: &str) -> String {
        self.0.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(between)
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self(&(&[] as &[Text]))
    }
}

impl Deref for Texts {
    type Target = [Text];

    fn deref(&self) -> &[Text] {
        self.0
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Texts {}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Into<Text>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        Self::new(&texts.into_iter().map(Into::into).collect::<Vec<Text>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lists_are_one() {
        let texts = |words: &[&str]| words.iter().copied().collect::<Texts>();
        let (one, two) = (texts(&["a", "b"]), texts(&["a", "b"]));
        assert!(std::ptr::eq(one.0, two.0) && one != texts(&["b", "a"]) && texts(&[]) == Texts::default());
        assert_eq!(one.join(" "), "a b");
        assert_eq!(size_of::<Texts>(), 8);
    }
}
