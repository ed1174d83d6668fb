//! Source tree to facts, sites, findings and verdict.

mod args;
pub mod boundary;
pub mod builder;
pub mod cache;
pub mod engine;
pub mod facts;
pub mod gate;
pub mod git;
pub mod interest;
pub mod judge;
pub mod language;
mod lines;
mod names;
pub mod project;
pub mod propose;
pub mod replacement;
pub mod resolve;
pub mod restrict;
pub mod roles;
pub mod rules;
pub mod ruleset;
pub mod scan;
mod scopes;
pub mod selection;
pub mod site;
pub mod text;
pub mod walk;
