//! pyfakefs.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// pyfakefs replaces the file system.
pub(super) static RULE: Rule = Rule {
    id: "python/pyfakefs",
    framework: "pyfakefs",
    languages: &[Language::Python],
    since: 1,
    summary: "pyfakefs replaces the file system",
    documentation: include_str!("pyfakefs.md"),
    rows: &[
        Row::parameter("fixture:{fs,fs_class,fs_module,fs_session}", Kind::FakeService)
            .when(&[When::FileImports("pyfakefs")])
            .boundary(Boundary::Filesystem),
        Row::parameter("fixture:fs", Kind::FakeService)
            .when(&[When::FileHas("fs.create_")])
            .boundary(Boundary::Filesystem)
            .confidence(Confidence::Likely),
        Row::call("pyfakefs.fake_filesystem_unittest.{Patcher,patchfs,fake_open}", Kind::FakeService)
            .boundary(Boundary::Filesystem),
        Row::reference("pyfakefs.fake_filesystem_unittest.{Patcher,patchfs}", Kind::FakeService)
            .boundary(Boundary::Filesystem),
        Row::call("pyfakefs.fake_filesystem.{FakeFilesystem,FakeOsModule,FakePathModule}", Kind::FakeService)
            .boundary(Boundary::Filesystem),
        Row::base("pyfakefs.fake_filesystem_unittest.{TestCase,TestCaseMixin}", Kind::FakeService)
            .boundary(Boundary::Filesystem),
        Row::call("self.setUpPyfakefs", Kind::FakeService).boundary(Boundary::Filesystem),
    ],
};
