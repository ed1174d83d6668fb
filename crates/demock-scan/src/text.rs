//! Bytes to the UTF-8 that front ends read.

use std::borrow::Cow;

/// A file's text: UTF-16 with a byte order mark is turned into UTF-8; all else is read as it stands, because front ends
/// take bytes that are no UTF-8 as parts of names.
pub(crate) fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (rest, read): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return Cow::Borrowed(bytes),
    };
    let units = rest.as_chunks::<2>().0.iter().map(|unit| read(*unit));
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Cow::Owned(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_of_both_orders() {
        assert_eq!(as_utf8(b"\xff\xfea\0\xe4\0\n\0").as_ref(), "aä\n".as_bytes());
        assert_eq!(as_utf8(b"\xfe\xff\0a\0\xe4").as_ref(), "aä".as_bytes());
        assert_eq!(as_utf8(b"\xff\xfea").as_ref(), b"", "half a unit is nothing");
        assert_eq!(as_utf8(b"\xefplain").as_ref(), b"\xefplain");
    }
}
