//! Python doubles of a request that came in: `request = Mock()` that a view is handed.
//!
//! Who makes a request imports what sends it; where the file imports no client of HTTP, what is called a request is what the
//! program was asked, which goes nowhere outside. Absent on purpose: responses, which are of whatever they answer.

use super::Matcher;
use crate::boundary::{self, words};
use crate::site::Site;
use demock_model::{Boundary, Kind, Language};

impl Matcher<'_> {
    /// Says of a double of a request, or of what hangs on one, that it is the program's own.
    pub(super) fn give_incoming(&self, site: Option<&mut Site>) {
        let is_bare = |site: &&mut Site| {
            site.kind == Kind::MockObject && site.target.is_none() && site.boundary.is_none() && is_of_request(site)
        };
        if self.resolver.language == Language::Python
            && let Some(site) = site.filter(is_bare)
            && !self.sends()
        {
            site.boundary = Some(Boundary::OwnCode);
        }
    }

    /// Whether the file imports a client of HTTP.
    fn sends(&self) -> bool {
        let is_client = |text: &str| boundary::of_library(Language::Python, text) == Some(Boundary::Http);
        let imports = &self.facts().imports;
        *self.sends.get_or_init(|| imports.iter().any(|import| is_client(&self.resolver.import_text(import))))
    }
}

/// Whether all that is known of a double is that it is called a request, or hangs on what is.
fn is_of_request(site: &Site) -> bool {
    let mut traces = site.given.as_deref().unwrap_or_default().split(' ').filter(|trace| !trace.ends_with('('));
    let is_request = |trace: &str| {
        let name = trace.strip_prefix("self.").unwrap_or(trace);
        let (head, members) = name.split_once('.').unwrap_or((name, ""));
        // `request.db`
        let members: Vec<&str> = members.split('.').collect();
        words::is_request(head) && words::of_segments(&members).is_none()
    };
    traces.next().is_some_and(is_request) && traces.all(is_request)
}
