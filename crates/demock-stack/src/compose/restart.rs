//! What becomes of a service that has ended by itself.
//!
//! Source: Compose specification, "restart". Absent on purpose: `deploy.restart_policy`.

use super::values::{text, wrong};
use crate::error::ComposeError;
use crate::yaml::Node;
use std::rc::Rc;

/// What becomes of a service that has ended by itself, in a stack that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restart {
    /// The file says nothing: it is started again.
    Unsaid,
    /// It is left alone.
    Never,
    /// It is started again, however it ended.
    Always,
    /// It is started again where it has failed, at most so many times.
    OnFailure(Option<u32>),
}

/// Reads `restart`.
pub(super) fn restart(node: &Rc<Node>) -> Result<Restart, ComposeError> {
    let said = text("restart", node)?.value;
    let parsed = match (&*said, said.strip_prefix("on-failure")) {
        ("no", _) => Some(Restart::Never),
        ("always" | "unless-stopped", _) => Some(Restart::Always),
        (_, Some("")) => Some(Restart::OnFailure(None)),
        (_, Some(rest)) => {
            rest.strip_prefix(':').and_then(|max| max.parse().ok()).map(|max| Restart::OnFailure(Some(max)))
        }
        (_, None) => None,
    };
    match parsed {
        Some(restart) => Ok(restart),
        None => wrong("restart", node, "`no`, `always`, `unless-stopped`, `on-failure` or `on-failure:3`"),
    }
}
