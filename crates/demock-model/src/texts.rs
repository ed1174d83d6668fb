//! Short lists of texts that findings share: owners, reasons.
//!
//! Invariants and absences are those of [`crate::Text`].

use crate::Text;
use crate::kept::{Kept, Number};
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A list that is kept once for the whole process; the empty one needs no place.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Texts(Option<Number>);

static KEPT: Kept<&'static [Text]> = Kept::new();
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
        let kept = Self(Some(KEPT.push(list)));
        known.insert(list, kept);
        kept
    }

    /// The texts, for as long as the process lives.
    pub fn as_slice(self) -> &'static [Text] {
        self.0.and_then(|number| KEPT.get(number)).copied().unwrap_or_default()
    }

    /// All of them with something between each two.
    pub fn join(self, between: &str) -> String {
        self.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(between)
    }
}

impl Deref for Texts {
    type Target = [Text];

    fn deref(&self) -> &[Text] {
        self.as_slice()
    }
}

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
        assert!(
            one == two
                && std::ptr::eq(one.as_slice(), two.as_slice())
                && one != texts(&["b", "a"])
                && texts(&[]) == Texts::default()
        );
        assert_eq!(one.join(" "), "a b");
        assert_eq!(size_of::<Texts>(), 4);
    }
}
