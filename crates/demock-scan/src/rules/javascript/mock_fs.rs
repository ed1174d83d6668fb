//! mock-fs: mock-fs and memfs stand in for the file system.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// Mock-fs and memfs stand in for the file system.
pub(super) static RULE: Rule = Rule {
    id: "javascript/mock-fs",
    framework: "mock-fs",
    languages: super::SCRIPTS,
    since: 1,
    summary: "mock-fs and memfs stand in for the file system",
    documentation: include_str!("mock_fs.md"),
    rows: &[
        Row::call("mock-fs", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("memfs.{memfs,Volume,createFsFromVolume}", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("memfs.{vol,Volume}.{fromJSON,fromNestedJSON}", Kind::FakeService).boundary(Boundary::Filesystem),
    ],
};
