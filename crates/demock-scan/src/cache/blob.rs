//! Bytes that are a part of a larger allocation: a cache file is read as one and never taken apart.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Some bytes.
#[derive(Clone)]
pub struct Blob {
    whole: Arc<Vec<u8>>,
    start: u32,
    length: u32,
}

impl Blob {
    /// Some of the bytes of `whole`; `None` where `part` is none of them or lies too far in.
    pub(super) fn part(whole: &Arc<Vec<u8>>, part: &[u8]) -> Option<Self> {
        let start = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
        let blob =
            Self { whole: whole.clone(), start: u32::try_from(start).ok()?, length: u32::try_from(part.len()).ok()? };
        whole.get(start..start + part.len()).map(|_| blob)
    }
}

impl From<Vec<u8>> for Blob {
    /// Takes at most 4 GiB, which no content that is read reaches.
    fn from(bytes: Vec<u8>) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Self { whole: Arc::new(bytes), start: 0, length }
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let start = self.start as usize;
        self.whole.get(start..start + self.length as usize).unwrap_or_default()
    }
}

impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Blob {}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_bytes_they_were() {
        let whole = Arc::new(b"abcdef".to_vec());
        let part = Blob::part(&whole, &whole[2..5]).expect("a part");
        assert_eq!((&*part, part == Blob::from(b"cde".to_vec())), (b"cde".as_slice(), true));
        assert_eq!(Blob::part(&whole, &whole[6..]).as_deref(), Some(b"".as_slice()));
        assert!(Blob::part(&whole, b"elsewhere").is_none_or(|blob| blob.is_empty()));
    }
}
