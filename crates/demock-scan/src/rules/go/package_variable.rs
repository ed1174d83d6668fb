//! package variables.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Test data and programs in test folders import no test library.
const REPLACES: &[When] =
    &[When::InTest, When::FileImports("{testing,github.com/onsi/ginkgo,gopkg.in/check.v1}"), When::ValueActs];

/// What is put into a variable of the standard library that everything uses acts, whatever it is.
const OF_ALL: &[When] = &[When::InTest, When::Puts(Puts::NotGivenBack)];

/// A test assigns over a package-level variable.
pub(super) static RULE: Rule = Rule {
    id: "go/package-variable",
    framework: "package variables",
    languages: &[Language::Go],
    since: 1,
    summary: "a test assigns over a package-level variable",
    documentation: include_str!("package_variable.md"),
    rows: &[
        Row::assign("os.{Stdout,Stderr,Stdin}", Kind::ManualPatch).when(OF_ALL).boundary(Boundary::Process),
        Row::assign("net/http.{DefaultClient,DefaultTransport,DefaultClient.Transport}", Kind::ManualPatch)
            .when(OF_ALL)
            .boundary(Boundary::Http),
        Row::assign("net.DefaultResolver", Kind::ManualPatch).when(OF_ALL).boundary(Boundary::Http),
        Row::assign("crypto/rand.Reader", Kind::ManualPatch).when(OF_ALL).boundary(Boundary::Random),
        Row::call("?.replaced:", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Replaced)
            .confidence(Confidence::Likely),
        Row::assign("*", Kind::ManualPatch).when(REPLACES),
        Row::assign("?.*", Kind::ManualPatch).when(REPLACES),
    ],
};
