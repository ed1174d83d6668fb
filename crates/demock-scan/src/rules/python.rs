//! Rules for Python, one file each.

use crate::rules::Rule;

mod aioresponses;
mod asynctest;
mod authentication;
mod dependency_overrides;
mod django_settings;
mod doublex;
mod environment;
mod fake_models;
mod fake_services;
mod fakeredis;
mod fixtures_library;
mod flexmock;
mod freezegun;
mod httmock;
mod httpretty;
mod httpx_transport;
mod local_server;
mod manual_patch;
mod memory_broker;
mod mocket;
mod mockito;
mod mongomock;
mod monkeypatch;
mod moto;
mod pook;
mod pretend;
mod pyfakefs;
mod pytest_httpx;
mod pytest_mock;
mod requests_mock;
mod responses;
mod respx;
mod sqlite_memory;
mod sys_modules;
mod testfixtures;
mod time_machine;
mod unittest_mock;
mod vcr;

/// The table.
pub static RULES: &[&Rule] = &[
    &aioresponses::RULE,
    &asynctest::RULE,
    &authentication::RULE,
    &dependency_overrides::RULE,
    &django_settings::RULE,
    &doublex::RULE,
    &environment::RULE,
    &fake_models::RULE,
    &fake_services::RULE,
    &fakeredis::RULE,
    &fixtures_library::RULE,
    &flexmock::RULE,
    &freezegun::RULE,
    &httmock::RULE,
    &httpretty::RULE,
    &httpx_transport::RULE,
    &local_server::RULE,
    &manual_patch::RULE,
    &memory_broker::RULE,
    &mocket::RULE,
    &mockito::RULE,
    &mongomock::RULE,
    &monkeypatch::RULE,
    &moto::RULE,
    &pook::RULE,
    &pretend::RULE,
    &pyfakefs::RULE,
    &pytest_httpx::RULE,
    &pytest_mock::RULE,
    &requests_mock::RULE,
    &responses::RULE,
    &respx::RULE,
    &sqlite_memory::RULE,
    &sys_modules::RULE,
    &testfixtures::RULE,
    &time_machine::RULE,
    &unittest_mock::RULE,
    &vcr::RULE,
];
