//! `vfsStream`.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// a file system in memory stands in for the real one.
pub(super) static RULE: Rule = Rule {
    id: "php/vfs-stream",
    framework: "vfsStream",
    languages: &[Language::Php],
    since: 1,
    summary: "a file system in memory stands in for the real one",
    documentation: include_str!("vfs_stream.md"),
    rows: &[
        Row::call("org.bovigo.vfs.vfsStream.setup", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("org.bovigo.vfs.vfsStreamWrapper.register", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("{bovigo.vfs.vfsStream,vfsStream}.setup", Kind::FakeService).boundary(Boundary::Filesystem),
    ],
};
