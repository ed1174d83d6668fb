//! Rules for JavaScript and TypeScript, one file each.

use crate::rules::Rule;
use demock_model::Language;

mod angular;
mod authentication;
mod aws_sdk_client_mock;
mod axios_mock_adapter;
mod bun_test;
mod cypress;
mod database_fakes;
mod deno_test;
mod embedded_engine;
mod fake_time;
mod fetch_mock;
mod graphql;
mod http_intercept;
mod jasmine;
mod jest;
mod jest_fetch_mock;
mod language_model;
mod local_server;
mod manual_mocks;
mod manual_patch;
mod memory_store;
mod mock_fs;
mod mock_socket;
mod msw;
mod nestjs;
mod nock;
mod node_test;
mod pg_mem;
mod playwright;
mod process_state;
mod proxyquire;
mod redis_mock;
mod rewire;
mod simple_mocks;
mod sinon;
mod storybook;
mod tap;
mod testdouble;
mod typed_mocks;
mod undici;
mod vitest;

/// Where all of them apply.
const SCRIPTS: &[Language] = &[Language::JavaScript, Language::TypeScript];

/// The table.
pub static RULES: &[&Rule] = &[
    &angular::RULE,
    &authentication::RULE,
    &aws_sdk_client_mock::RULE,
    &axios_mock_adapter::RULE,
    &bun_test::RULE,
    &cypress::RULE,
    &database_fakes::RULE,
    &deno_test::RULE,
    &embedded_engine::RULE,
    &fake_time::RULE,
    &fetch_mock::RULE,
    &graphql::RULE,
    &http_intercept::RULE,
    &jasmine::RULE,
    &jest::RULE,
    &jest_fetch_mock::RULE,
    &language_model::RULE,
    &local_server::RULE,
    &manual_mocks::RULE,
    &manual_patch::RULE,
    &memory_store::RULE,
    &mock_fs::RULE,
    &mock_socket::RULE,
    &msw::RULE,
    &nestjs::RULE,
    &nock::RULE,
    &node_test::RULE,
    &pg_mem::RULE,
    &playwright::RULE,
    &process_state::RULE,
    &proxyquire::RULE,
    &redis_mock::RULE,
    &rewire::RULE,
    &simple_mocks::RULE,
    &sinon::RULE,
    &storybook::RULE,
    &tap::RULE,
    &testdouble::RULE,
    &typed_mocks::RULE,
    &undici::RULE,
    &vitest::RULE,
];
