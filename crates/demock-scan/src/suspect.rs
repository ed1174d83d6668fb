//! What an analysis of structure reports to the engine: a site-to-be, with its reasons.

use crate::facts::{ScopeId, Span};
use crate::site::Target;
use demock_model::Confidence;
use std::sync::Arc;

/// One place that an analysis of structure accuses.
#[derive(Debug, Clone)]
pub(crate) struct Suspect {
    /// The name of a [`crate::rules::On::Structure`] row.
    pub(crate) rule: &'static str,
    /// The expression, or a definition's header.
    pub(crate) span: Span,
    /// The definition that it belongs to, and that runs it.
    pub(crate) scope: ScopeId,
    /// What is replaced.
    pub(crate) target: Option<Target>,
    /// How sure it is.
    pub(crate) confidence: Confidence,
    /// Why, in words.
    pub(crate) reasons: Vec<Arc<str>>,
}
