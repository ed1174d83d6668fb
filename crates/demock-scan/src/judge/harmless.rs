//! Whether hollow tests of a file could fail any gate, told by its path and its tests' markers: where not, an edit need not wait until
//! they are found.

use super::ServiceFolders;
use super::policy;
use super::tier::TierReader;
use crate::site::FileScan;
use demock_config::Settings;
use demock_model::{Boundary, Group, Language, Severity};

/// The tiers of one file's tests.
pub(crate) struct Harmless<'a> {
    settings: &'a Settings,
    scope: usize,
    reader: TierReader<'a>,
    path: &'a str,
    language: Language,
}

impl<'a> Harmless<'a> {
    pub(crate) fn new(settings: &'a Settings, folders: &'a ServiceFolders, path: &'a str, language: Language) -> Self {
        let scope = settings.scope_index(path);
        Self { settings, scope, reader: TierReader::new(&settings.scopes()[scope], folders), path, language }
    }

    /// Whether this is the file.
    pub(crate) fn is_of(&self, path: &str) -> bool {
        *self.path == *path
    }

    /// Whether no hollow test would be an error, if the file had no tests but these.
    pub(crate) fn are_hollow_tests_of(&self, scan: &FileScan) -> bool {
        let tiers = self.reader.file(self.path, self.language, &scan.markers);
        let is_harmless = |markers: &[_]| {
            let tier = self.settings.scopes()[self.scope].tiers.get(usize::from(tiers.of_markers(markers)));
            tier.is_some_and(|tier| policy::severity(tier, Boundary::Unknown, Group::Hollow) != Severity::Error)
        };
        is_harmless(&[]) && scan.tests.iter().all(|test| is_harmless(&test.markers))
    }
}
