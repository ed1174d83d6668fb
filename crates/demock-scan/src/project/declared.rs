//! Interfaces that nobody in the project implements, because a library does by what is written on them: Retrofit's and
//! Feign's clients, the mappers of Room and `MyBatis`, Refit's APIs.
//!
//! Invariant: only a type without code is one. Absent on purpose: those that derive from a library's type (`meaning`).

use super::Project;
use super::tree::FileId;
use crate::boundary::words::uncalled;
use crate::facts::NameHash;
use demock_model::{Boundary, Language};

/// What annotations and attributes stand in, by what the library that implements their interface goes out to.
#[rustfmt::skip]
const JVM: &[(Boundary, &[&str])] = &[
    (Boundary::Http, &[
        "retrofit2.http", "retrofit.http", "feign.RequestLine", "org.springframework.cloud.openfeign", "org.springframework.web.service.annotation",
        "org.eclipse.microprofile.rest.client", "io.micronaut.http.client.annotation", "de.jensklingenberg.ktorfit",
    ]),
    (Boundary::Database, &[
        "androidx.room", "org.apache.ibatis.annotations", "org.jdbi.v3.sqlobject", "org.springframework.data.repository",
        "io.micronaut.data.annotation",
    ]),
    (Boundary::Llm, &["dev.langchain4j.service"]),
    (Boundary::Queue, &["org.springframework.integration.annotation", "io.micronaut.configuration.kafka.annotation"]),
];

const CSHARP: &[(Boundary, &[&str])] = &[(Boundary::Http, &["Refit"])];

impl Project<'_> {
    /// What a library goes out to that implements an interface of the project's by what is written on it.
    pub(super) fn of_declared(&self, language: Language, file: FileId, names: &[&str]) -> Option<Boundary> {
        let table = match language {
            Language::Java | Language::Kotlin => JVM,
            Language::CSharp => CSHARP,
            Language::Python
            | Language::JavaScript
            | Language::TypeScript
            | Language::Go
            | Language::Rust
            | Language::Ruby
            | Language::Php => return None,
        };
        let name = uncalled(names.first()?);
        let module = self.module(file);
        let imports = module.imports().chain(module.wildcards.iter().map(|text| &**text));
        let of_import = |text: &str| {
            let is_of =
                |known: &&str| text.strip_prefix(*known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            table.iter().find(|(_, libraries)| libraries.iter().any(is_of)).map(|(boundary, _)| *boundary)
        };
        // The library itself declares what others implement.
        let is_library = |text: &str| self.locate(language, self.tree.path(file), text).is_some();
        let (boundary, _) =
            imports.filter_map(|text| Some((of_import(text)?, text))).find(|(_, text)| !is_library(text))?;
        let class = NameHash::of(name.as_bytes());
        (self.is_declared_abstract(file, class) && self.is_interface(language, file, class)).then_some(boundary)
    }
}
