//! Models of the libraries for language models that answer from a script.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A language model is replaced by one that answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "python/fake-models",
    framework: "model fakes",
    languages: &[Language::Python],
    since: 2,
    summary: "A language model is replaced by one that answers from a script",
    documentation: include_str!("fake_models.md"),
    rows: &[
        Row::call(
            "{langchain_core.language_models.{,fake.,fake_chat_models.},langchain.{llms,chat_models}.{,fake.},langchain_community.{llms,chat_models}.{,fake.}}{FakeListLLM,FakeStreamingListLLM,FakeListChatModel,FakeMessagesListChatModel,FakeChatModel,GenericFakeChatModel,ParrotFakeChatModel}",
            Kind::FakeService,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Llm),
        Row::call(
            "{langchain_core,langchain,langchain_community}.embeddings.{,fake.}{FakeEmbeddings,DeterministicFakeEmbedding}",
            Kind::FakeService,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Llm),
        Row::call(
            "llama_index.core.{,llms.,llms.mock.,embeddings.,embeddings.mock_embed_model.}{MockLLM,MockEmbedding}",
            Kind::FakeService,
        )
        .when(&[When::InTest])
        .boundary(Boundary::Llm),
        Row::call("pydantic_ai.models.{test.TestModel,function.FunctionModel}", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Llm),
        Row::call("dspy.utils.{,dummies.}DummyLM", Kind::FakeService).when(&[When::InTest]).boundary(Boundary::Llm),
        Row::call("agents.testing.FakeModel", Kind::FakeService).when(&[When::InTest]).boundary(Boundary::Llm),
    ],
};
