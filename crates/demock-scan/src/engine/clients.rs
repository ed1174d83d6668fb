//! Rust doubles of services whose generated client the same file names: `MockStoreService` beside `StoreServiceClient`.
//!
//! A generator writes both from one description, so that what the double stands for is a call to another service of the
//! project (`docs/sites.md` §4). Invariant: linear in the file. Absent on purpose: clients that another file names.

use super::Matcher;
use crate::language::is_word;
use crate::site::Site;
use demock_model::{Boundary, Kind, Language};
use memchr::memmem;
use rustc_hash::FxHashSet;

const ENDING: &[u8] = b"Client";

impl<'a> Matcher<'a> {
    /// Says of a double of such a service what it stands for.
    pub(super) fn give_generated_client(&self, site: Option<&mut Site>) {
        if let Some(site) = site.filter(|site| self.is_of_generated_client(site)) {
            site.boundary = Some(Boundary::OwnService);
        }
    }

    /// Whether a double of a library is of a service that the file has a generated client of.
    fn is_of_generated_client(&self, site: &Site) -> bool {
        if self.resolver.language != Language::Rust || site.kind != Kind::MockObject || site.boundary.is_some() {
            return false;
        }
        let Some(target) = &site.target else { return false };
        let name = target.name.rsplit(['.', ':']).next().unwrap_or_default();
        name.ends_with("Service") && self.clients().contains(name.as_bytes())
    }

    /// Names of types that end in `Client`, without that.
    fn clients(&self) -> &FxHashSet<&'a [u8]> {
        self.clients.get_or_init(|| {
            let source: &'a [u8] = self.resolver.source.bytes();
            let ends = memmem::find_iter(source, ENDING).filter(|at| {
                let after = source.get(at + ENDING.len());
                !after.is_some_and(|byte| is_word(*byte))
            });
            let named = ends.map(|at| {
                let start = source[..at].iter().rposition(|byte| !is_word(*byte)).map_or(0, |before| before + 1);
                &source[start..at]
            });
            named.filter(|name| !name.is_empty()).collect()
        })
    }
}
