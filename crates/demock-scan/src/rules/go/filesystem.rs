//! afero.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// An in-memory file system stands in for the disk.
pub(super) static RULE: Rule = Rule {
    id: "go/filesystem",
    framework: "afero",
    languages: &[Language::Go],
    since: 1,
    summary: "an in-memory file system stands in for the disk",
    documentation: include_str!("filesystem.md"),
    rows: &[
        Row::call("github.com/spf13/afero.NewMemMapFs", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("github.com/spf13/afero.MemMapFs", Kind::FakeService)
            .when(&[When::Form(CallForm::Literal)])
            .boundary(Boundary::Filesystem),
        Row::call("{github.com/go-git/go-billy{/v5,}/memfs,gopkg.in/src-d/go-billy.v4/memfs}.New", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem),
        Row::call("github.com/psanford/memfs.New", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem),
        Row::call(
            "{github.com/go-git/go-git{/v5,/v6,},gopkg.in/src-d/go-git.v4}/storage/memory.NewStorage",
            Kind::InMemorySubstitute,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Filesystem)
        .confidence(Confidence::Possible),
        Row::call("github.com/blang/vfs/memfs.Create", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("testing/fstest.MapFS", Kind::FakeService)
            .when(&[When::Form(CallForm::Literal)])
            .boundary(Boundary::Filesystem),
    ],
};
