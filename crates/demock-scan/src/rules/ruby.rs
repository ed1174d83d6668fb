//! Rules for Ruby, one file each.

use crate::rules::Rule;

mod active_support_time;
mod authentication;
mod environment;
mod fake_services;
mod faraday;
mod flexmock;
mod local_server;
mod manual_patch;
mod memory_stores;
mod minitest;
mod mocha;
mod omniauth;
mod rr;
mod rspec_mocks;
mod sqlite_memory;
mod test_queues;
mod timecop;
mod vcr;
mod webmock;

/// The table.
pub static RULES: &[&Rule] = &[
    &active_support_time::RULE,
    &authentication::RULE,
    &environment::RULE,
    &fake_services::RULE,
    &faraday::RULE,
    &flexmock::RULE,
    &local_server::RULE,
    &manual_patch::RULE,
    &memory_stores::RULE,
    &minitest::RULE,
    &mocha::RULE,
    &omniauth::RULE,
    &rr::RULE,
    &rspec_mocks::RULE,
    &sqlite_memory::RULE,
    &test_queues::RULE,
    &timecop::RULE,
    &vcr::RULE,
    &webmock::RULE,
];
