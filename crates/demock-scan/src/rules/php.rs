//! Rules for PHP, one file each.

use crate::rules::Rule;

mod authentication;
mod brain_monkey;
mod clock;
mod codeception;
mod environment;
mod guzzle;
mod laravel;
mod local_server;
mod manual_patch;
mod mockery;
mod phake;
mod php_mock;
mod phpunit;
mod prophecy;
mod sqlite_memory;
mod symfony;
mod test_logger;
mod vfs_stream;

/// The table.
pub static RULES: &[&Rule] = &[
    &authentication::RULE,
    &brain_monkey::RULE,
    &clock::RULE,
    &codeception::RULE,
    &environment::RULE,
    &guzzle::RULE,
    &laravel::RULE,
    &local_server::RULE,
    &manual_patch::RULE,
    &mockery::RULE,
    &phake::RULE,
    &php_mock::RULE,
    &phpunit::RULE,
    &prophecy::RULE,
    &sqlite_memory::RULE,
    &symfony::RULE,
    &test_logger::RULE,
    &vfs_stream::RULE,
];
