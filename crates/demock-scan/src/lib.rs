//! Source tree to facts, sites, findings and verdict.
pub mod site;
