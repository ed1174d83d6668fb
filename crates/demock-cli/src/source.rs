//! Source lines for excerpts, read from the scanned tree.

use demock_report::SourceLines;
use demock_scan::text::lines;
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::PathBuf;

/// Reads files as they are asked for and keeps the last one: reports ask in order of path.
pub(crate) struct TreeSource {
    root: PathBuf,
    last: RefCell<Option<(String, Vec<String>)>>,
}

impl TreeSource {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, last: RefCell::new(None) }
    }
}

impl SourceLines for TreeSource {
    fn line(&self, path: &str, line: u32) -> Option<Cow<'_, str>> {
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(known, _)| known != path) {
            let bytes = std::fs::read(self.root.join(path)).ok()?;
            *last = Some((path.to_owned(), lines(&bytes)));
        }
        let (_, lines) = last.as_ref()?;
        lines.get(line.checked_sub(1)? as usize).map(|line| Cow::Owned(line.clone()))
    }
}

/// The one text that was scanned in place of a file.
pub(crate) struct BufferSource {
    path: String,
    lines: Vec<String>,
}

impl BufferSource {
    pub(crate) fn new(path: String, text: &[u8]) -> Self {
        Self { path, lines: lines(text) }
    }
}

impl SourceLines for BufferSource {
    fn line(&self, path: &str, line: u32) -> Option<Cow<'_, str>> {
        let found = self.lines.get(line.checked_sub(1)? as usize).filter(|_| path == self.path)?;
        Some(Cow::Borrowed(found))
    }
}
