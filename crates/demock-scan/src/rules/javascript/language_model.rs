//! Stand-ins for language models that the libraries ship for tests.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// Libraries of language models ship models that answer from a script.
pub(super) static RULE: Rule = Rule {
    id: "javascript/language-model",
    framework: "ai/test",
    languages: super::SCRIPTS,
    since: 2,
    summary: "libraries of language models ship models that answer from a script",
    documentation: include_str!("language_model.md"),
    rows: &[
        Row::call(
            "ai/test.{MockLanguageModel*,MockEmbeddingModel*,MockImageModel*,MockSpeechModel*,MockTranscriptionModel*,MockRerankingModel*,MockProvider*}",
            Kind::MockObject,
        )
        .boundary(Boundary::Llm),
        Row::call("@ai-sdk/{provider-utils/test,test-server,test-server/with-vitest}.createTestServer", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call(
            "{@langchain/core/utils/testing,langchain/testing}.{Fake*ChatModel,Fake*LLM,FakeLLM,FakeEmbeddings,SyntheticEmbeddings}",
            Kind::MockObject,
        )
        .boundary(Boundary::Llm),
    ],
};
