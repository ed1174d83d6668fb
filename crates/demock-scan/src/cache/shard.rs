//! What one machine has read of a tree, for another that judges the whole: `demock scan --shard`, `demock check --merge`.
//!
//! A shard holds what contents said, each under the hash of its bytes, and no verdict: whoever merges reads its own tree, and asks
//! shards only for what a content says. So merged results are those of one scan, whatever stands in which shard, and a content that
//! no shard has is read where it is missed. Invariant: what is damaged, torn or of another version is an error, never a part of
//! a shard. The form is no promise to other programs.

use super::writing::{Listed, write_content};
use super::{Cache, Kept, Reader, Remembered, Writer, checked};
use crate::rules;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: [u8; 8] = *b"demockS\x03";

/// What contents said on another machine.
#[derive(Debug)]
pub struct Shard {
    /// Which groups, kinds and rules were asked for, as they were written; `None` means all.
    pub select: Option<String>,
    /// What results depend on besides contents.
    key: u128,
    contents: FxHashMap<u128, Kept>,
    /// Paths of the files that were read, to tell of those that are missed where shards are merged.
    paths: Vec<Arc<str>>,
}

/// Why a file is no shard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// It begins in another way.
    #[error("it does not begin as a shard does")]
    Foreign,
    /// Its check sum is wrong, or it ends too early.
    #[error("it is damaged or cut off")]
    Damaged,
    /// Its rules are not ours.
    #[error("it was written by demock {seen}, and this is demock {own}")]
    Version {
        /// Who wrote it.
        seen: String,
        /// Who reads it.
        own: String,
    },
}

impl Shard {
    /// Reads what a scan has handed on ([`crate::scan::scan_shard`]).
    pub fn read(bytes: Vec<u8>) -> Result<Self, ShardError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(ShardError::Foreign);
        }
        let whole = Arc::new(bytes);
        let mut reader = Reader::new(checked(&whole, MAGIC).ok_or(ShardError::Damaged)?);
        let seen = reader.text().ok_or(ShardError::Damaged)?;
        if seen != version() {
            return Err(ShardError::Version { seen: seen.to_owned(), own: version() });
        }
        Self::parse(&whole, &mut reader).ok_or(ShardError::Damaged)
    }

    fn parse(whole: &Arc<Vec<u8>>, reader: &mut Reader<'_>) -> Option<Self> {
        let select = reader.list(|reader| reader.text().map(str::to_owned))?.pop();
        let key = reader.wide()?.cast_unsigned();
        let contents = super::read_contents(whole, reader)?.into_iter().collect();
        let paths = reader.list(|reader| reader.text().map(Arc::from))?;
        reader.is_at_end().then_some(Self { select, key, contents, paths })
    }

    /// Whether it was read under these rules: `key` is what results depend on besides contents and the program.
    pub(crate) fn is_under(&self, key: &[u8]) -> bool {
        self.key == xxh3_128(key)
    }

    /// The files that were read for it, relative to the root.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.paths.iter()
    }

    /// Whether it has a content.
    pub(crate) fn holds(&self, content: u128) -> bool {
        self.contents.contains_key(&content)
    }
}

impl Cache {
    /// Knows what a shard's contents said, too.
    pub(crate) fn learn(&mut self, shard: &Shard) {
        for (content, kept) in &shard.contents {
            self.by_content.entry(*content).or_insert_with(|| kept.clone());
        }
    }
}

/// By which rules a shard was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShardHead<'a> {
    /// Those that were asked for, as they were written; `None` means all.
    pub(crate) select: Option<&'a str>,
    /// What results depend on besides contents and the program.
    pub(crate) key: &'a [u8],
}

/// What a run has read of contents, as [`Shard::read`] reads it.
pub(crate) fn shard_of(head: ShardHead<'_>, remembered: &Remembered<'_>) -> Vec<u8> {
    let ShardHead { select, key } = head;
    let mut writer = Writer::default();
    writer.raw(&MAGIC);
    writer.text(&version());
    writer.number(u64::from(select.is_some()));
    if let Some(select) = select {
        writer.text(select);
    }
    writer.wide(xxh3_128(key).cast_signed());
    let listed = Listed::of(remembered);
    writer.number(listed.contents.len() as u64);
    for (content, kept) in &listed.contents {
        write_content(&mut writer, *content, kept);
    }
    writer.number(listed.files.len() as u64);
    for (path, ..) in &listed.files {
        writer.text(path);
    }
    closed(writer.finish())
}

/// The bytes with their check sum behind them.
fn closed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = xxh3_64(&bytes).to_le_bytes();
    bytes.extend_from_slice(&sum);
    bytes
}

/// All whose facts are of one form and meaning have the same.
fn version() -> String {
    let [.., form] = super::MAGIC;
    format!("{} with rule set {} and form {form}", env!("CARGO_PKG_VERSION"), rules::RULE_SET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::{Blob, Stored, content_key};
    use crate::roles;
    use crate::scan::{CacheUse, Request, scan_shard};
    use crate::selection::Selection;
    use demock_model::Language;
    use std::fs;
    use std::path::Path;
    use std::sync::LazyLock;

    fn written(select: Option<&str>, key: &[u8]) -> Vec<u8> {
        let stored = Stored { content: 7, scan: Blob::from(b"what it said".to_vec()) };
        let file = crate::walk::SourceFile {
            path: "a.py".into(),
            language: Language::Python,
            stat: crate::walk::Stat::default(),
        };
        let again = FxHashMap::from_iter([(9, Blob::from(b"again".to_vec()))]);
        let remembered = Remembered {
            started: 0,
            files: &[(&file, &stored)],
            again: &again,
            stays: &|_| false,
            before: &Cache::default(),
            exports: &FxHashMap::from_iter([(7, Blob::from(b"shown".to_vec()))]),
        };
        shard_of(ShardHead { select, key }, &remembered)
    }

    #[test]
    fn what_contents_said_comes_back() {
        let shard = Shard::read(written(Some("explicit"), b"rules")).expect("a shard");
        assert_eq!(shard.select.as_deref(), Some("explicit"));
        assert_eq!(shard.paths().map(|path| &**path).collect::<Vec<_>>(), ["a.py"]);
        assert_eq!((shard.is_under(b"rules"), shard.is_under(b"others")), (true, false));
        assert_eq!([7, 9, 8].map(|content| shard.holds(content)), [true, true, false]);
        let mut cache = Cache::default();
        cache.learn(&shard);
        let kept = cache.by_content(7).expect("known now");
        assert_eq!((&*kept.scan, kept.exports.as_deref()), (b"what it said".as_slice(), Some(b"shown".as_slice())));
        assert!(Shard::read(written(None, b"")).is_ok_and(|shard| shard.select.is_none()));
    }

    /// A shard that has told two contents for each other is believed: what it has is not read again.
    #[test]
    fn what_a_shard_has_is_not_read_again() {
        let root = std::env::temp_dir().join(format!("demock-shard-{}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder");
        let mocking = "from unittest import mock\n\n\ndef test_it():\n    assert mock.Mock()\n";
        fs::write(root.join("test_a.py"), mocking).expect("a file");
        fs::write(root.join("test_b.py"), "def test_it():\n    assert 1 + 1 == 2\n").expect("a file");
        let found = |given: &[Shard]| {
            let (scanned, shard) = scan_shard(&request(&root, given), None).expect("a scan");
            let paths: Vec<_> = scanned.report.findings.iter().map(|finding| finding.path.to_string()).collect();
            (paths, Shard::read(shard).expect("a shard"))
        };
        let (paths, mut shard) = found(&[]);
        assert_eq!(paths, ["test_a.py"]);
        let [a, b] = ["test_a.py", "test_b.py"].map(|name| {
            let bytes = fs::read(root.join(name)).expect("a file");
            content_key(&bytes, Language::Python, roles::of_path(Language::Python, name))
        });
        let [of_a, of_b] = [a, b].map(|content| shard.contents[&content].clone());
        shard.contents.extend([(a, of_b), (b, of_a)]);
        assert_eq!(found(&[shard]).0, ["test_b.py"]);
        fs::remove_dir_all(&root).expect("removed");
    }

    fn request<'a>(root: &'a Path, given: &'a [Shard]) -> Request<'a> {
        static EXPLICIT: LazyLock<Selection> =
            LazyLock::new(|| Selection::parse("explicit", |_| false).expect("a group"));
        Request {
            root,
            root_name: ".",
            paths: &[],
            selection: &EXPLICIT,
            cache: CacheUse::Off,
            today: "2026-11-23".parse().expect("a day"),
            settings: None,
            given,
            progress: None,
        }
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        let bytes = written(None, b"rules");
        assert_eq!(Shard::read(b"{\"schema\":\"demock.findings/1\"}".to_vec()).expect_err("JSON"), ShardError::Foreign);
        assert_eq!(Shard::read(Vec::new()).expect_err("nothing"), ShardError::Foreign);
        for end in MAGIC.len()..bytes.len() {
            assert_eq!(Shard::read(bytes[..end].to_vec()).expect_err("cut off"), ShardError::Damaged, "{end}");
        }
        for at in MAGIC.len()..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x20;
            assert_eq!(Shard::read(bytes).expect_err("damaged"), ShardError::Damaged, "{at}");
        }
    }

    #[test]
    fn another_versions_shard_is_named() {
        let mut writer = Writer::default();
        writer.raw(&MAGIC);
        writer.text("0.0.9 with rule set 1");
        writer.raw(b"in a form of its own");
        let bytes = closed(writer.finish());
        let error = Shard::read(bytes).expect_err("another's").to_string();
        assert!(error.starts_with("it was written by demock 0.0.9 with rule set 1, and this is demock "), "{error}");
    }
}
