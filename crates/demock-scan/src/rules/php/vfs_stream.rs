//! `vfsStream`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a file system in memory stands in for the real one.
pub(super) static RULE: Rule = Rule {
    id: "php/vfs-stream",
    framework: "vfsStream",
    languages: &[Language::Php],
    since: 2,
    summary: "a file system in memory stands in for the real one",
    documentation: include_str!("vfs_stream.md"),
    rows: &[
        Row::call("org.bovigo.vfs.vfsStream.setup", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("org.bovigo.vfs.vfsStreamWrapper.register", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("{bovigo.vfs.vfsStream,vfsStream}.setup", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("League.Flysystem.InMemory.InMemoryFilesystemAdapter", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Likely),
        // Something else answers to `php://input` or `http://`.
        Row::call("stream_wrapper_register", Kind::Patch)
            .when(&[When::InTest, When::FileHas("stream_wrapper_unregister(")])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
    ],
};
