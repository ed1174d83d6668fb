//! What git leaves in a file whose merge was not finished: `<<<<<<<`, `=======` and `>>>>>>>`, each at the beginning of a line.
//!
//! Invariant: only all three in their order are told, so that neither a heading underlined with `=======` nor a quoted marker alone is.
//! Absent on purpose: which side is meant. Both are read.

use memchr::memmem;

/// Where the first conflict begins.
pub(crate) fn first(source: &[u8]) -> Option<u32> {
    // Nearly every file ends here.
    let begin = marker(source, *b"<<<<<<<", 0)?;
    let middle = marker(source, *b"=======", begin)?;
    marker(source, *b">>>>>>>", middle)?;
    u32::try_from(begin).ok()
}

/// The first line from a place on that is a marker: its signs, and nothing or a blank behind them.
fn marker(source: &[u8], signs: [u8; 7], from: usize) -> Option<usize> {
    let found = memmem::find_iter(&source[from..], &signs).map(|at| from + at);
    let is_marker = |at: &usize| {
        let begins = at.checked_sub(1).is_none_or(|before| matches!(source[before], b'\n' | b'\r'));
        begins && matches!(source.get(at + signs.len()), None | Some(b' ' | b'\n' | b'\r'))
    };
    found.into_iter().find(is_marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_markers_in_order() {
        assert_eq!(first(b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n"), Some(2));
        assert_eq!(first(b"<<<<<<<\r\nb\r\n||||||| base\r\n=======\r\n>>>>>>>"), Some(0));
    }

    #[test]
    fn what_is_no_conflict() {
        for text in [
            &b"Heading\n=======\n"[..],
            b"<<<<<<< a\n>>>>>>> b\n=======\n",
            b"<<<<<<<< a\n=======\n>>>>>>> b\n",
            b"x <<<<<<< a\n=======\n>>>>>>> b\n",
            b"<<<<<<< a\n========\n>>>>>>> b\n",
            b"<<<<<<< a\n=======\n>>>>>>>b\n",
            b"<<<<<<< a\n",
            b"",
        ] {
            assert_eq!(first(text), None, "{}", String::from_utf8_lossy(text));
        }
    }
}
