//! Rules for C#, one file each.

use crate::rules::Rule;

mod authentication;
mod clock;
mod entity_framework;
mod environment;
mod fake_service;
mod fakeiteasy;
mod http_interceptor;
mod justmock;
mod local_server;
mod manual_patch;
mod microsoft_fakes;
mod moq;
mod nsubstitute;
mod rhino_mocks;
mod service_override;

pub(crate) use moq::VERIFIES;

/// The table.
pub static RULES: &[&Rule] = &[
    &authentication::RULE,
    &clock::RULE,
    &entity_framework::RULE,
    &environment::RULE,
    &fake_service::RULE,
    &fakeiteasy::RULE,
    &http_interceptor::RULE,
    &justmock::RULE,
    &local_server::RULE,
    &manual_patch::RULE,
    &microsoft_fakes::RULE,
    &moq::RULE,
    &nsubstitute::RULE,
    &rhino_mocks::RULE,
    &service_override::RULE,
];
