//! Every format against committed files, schemas and limits.

mod builder;
mod diff;
mod expected;
mod limits;
mod parsers;
mod replacements;
mod samples;
mod schemas;
mod snapshots;
