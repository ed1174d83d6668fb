//! Rules for Rust, one file each.

use crate::rules::Rule;

mod authentication;
mod aws_smithy;
mod environment;
mod fake_services;
mod faux;
mod http_intercept;
mod httpmock;
mod in_memory_store;
mod local_server;
mod mockall;
mod mockall_double;
mod mockito;
mod other_mocks;
mod sqlite_memory;
mod time;
mod tokio_test;
mod unimock;
mod wiremock;

/// The table.
pub static RULES: &[&Rule] = &[
    &authentication::RULE,
    &aws_smithy::RULE,
    &environment::RULE,
    &fake_services::RULE,
    &faux::RULE,
    &http_intercept::RULE,
    &httpmock::RULE,
    &in_memory_store::RULE,
    &local_server::RULE,
    &mockall::RULE,
    &mockall_double::RULE,
    &mockito::RULE,
    &other_mocks::RULE,
    &sqlite_memory::RULE,
    &time::RULE,
    &tokio_test::RULE,
    &unimock::RULE,
    &wiremock::RULE,
];
