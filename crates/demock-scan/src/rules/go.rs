//! Rules for Go, one file each.

use crate::rules::Rule;

mod authentication;
mod clock;
mod counterfeiter;
mod environment;
mod fake_service;
mod filesystem;
mod gock;
mod gomock;
mod httpmock;
mod in_memory_store;
mod kubernetes_fake;
mod local_server;
mod minimock;
mod mockery;
mod monkey_patch;
mod moq;
mod package_variable;
mod recorder;
mod redis_fake;
mod sql_mock;
mod testify_mock;
mod working_directory;

/// The table.
pub static RULES: &[&Rule] = &[
    &authentication::RULE,
    &clock::RULE,
    &counterfeiter::RULE,
    &environment::RULE,
    &fake_service::RULE,
    &filesystem::RULE,
    &gock::RULE,
    &gomock::RULE,
    &httpmock::RULE,
    &in_memory_store::RULE,
    &kubernetes_fake::RULE,
    &local_server::RULE,
    &minimock::RULE,
    &mockery::RULE,
    &monkey_patch::RULE,
    &moq::RULE,
    &package_variable::RULE,
    &recorder::RULE,
    &redis_fake::RULE,
    &sql_mock::RULE,
    &testify_mock::RULE,
    &working_directory::RULE,
];
