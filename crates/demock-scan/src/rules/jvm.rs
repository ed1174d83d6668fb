//! Rules for Java and Kotlin, one file each.

use crate::rules::Rule;

mod authentication;
mod clock;
mod container_override;
mod easymock;
mod environment;
mod fake_service;
mod http_transport;
mod in_memory_database;
mod jmock;
mod jmockit;
mod ktor_mock_engine;
mod local_server;
mod manual_patch;
mod mockito;
mod mockk;
mod multiplatform_mocks;
mod powermock;
mod spring_mock_bean;
mod spring_mock_objects;
mod spring_mock_rest_server;
mod spring_security_test;
mod spring_test_configuration;

/// The table.
pub static RULES: &[&Rule] = &[
    &authentication::RULE,
    &clock::RULE,
    &container_override::RULE,
    &easymock::RULE,
    &environment::RULE,
    &fake_service::RULE,
    &http_transport::RULE,
    &in_memory_database::RULE,
    &jmock::RULE,
    &jmockit::RULE,
    &ktor_mock_engine::RULE,
    &local_server::RULE,
    &manual_patch::RULE,
    &mockito::RULE,
    &mockk::RULE,
    &multiplatform_mocks::RULE,
    &powermock::RULE,
    &spring_mock_bean::RULE,
    &spring_mock_objects::RULE,
    &spring_mock_rest_server::RULE,
    &spring_security_test::RULE,
    &spring_test_configuration::RULE,
];
