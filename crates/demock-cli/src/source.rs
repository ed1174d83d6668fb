//! Source lines for excerpts, read from the scanned tree.

use demock_report::SourceLines;
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
            let text = String::from_utf8_lossy(&bytes);
            let lines = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
            *last = Some((path.to_owned(), lines));
        }
        let (_, lines) = last.as_ref()?;
        lines.get(line.checked_sub(1)? as usize).map(|line| Cow::Owned(line.clone()))
    }
}
