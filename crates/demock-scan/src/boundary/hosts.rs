//! Addresses and names of what is talked to in HTTP and is no host like others: language models, stores of data
//! (`docs/sites.md` §4).
//!
//! Invariant: a host counts with its whole name, a path with its own words of the protocol.

use super::words::words;
use demock_model::Boundary;

/// Hosts of providers.
#[rustfmt::skip]
const HOSTS: &[&str] = &[
    "api.openai.com", "openai.azure.com", "api.anthropic.com", "generativelanguage.googleapis.com",
    "aiplatform.googleapis.com", "api.mistral.ai", "api.groq.com", "api.cohere.ai", "api.cohere.com", "openrouter.ai",
    "api.deepseek.com", "api.perplexity.ai", "api.together.xyz", "api.fireworks.ai", "api.x.ai", "api.voyageai.com",
    "api-inference.huggingface.co", "dashscope.aliyuncs.com", "localhost:11434", "127.0.0.1:11434",
];

/// Paths that only such services answer.
const PATHS: &[&str] = &["/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/messages", "/v1/responses"];

/// Providers of models, and what they are run by, as tests of their clients are named after them.
#[rustfmt::skip]
const PROVIDERS: &[&str] = &[
    "openai", "anthropic", "claude", "gemini", "vertexai", "mistral", "ollama", "cohere", "deepseek", "groq", "grok", "xai",
    "huggingface", "openrouter", "perplexity", "bedrock", "cerebras", "sambanova", "moonshot", "voyageai", "lmstudio",
    "elevenlabs", "replicate", "vllm", "litellm", "llm", "llms", "chatgpt", "gpt", "llamacpp", "llama", "llamafile", "localai",
];

/// Stores of data that are talked to in HTTP.
#[rustfmt::skip]
const STORES: &[&str] = &[
    "qdrant", "pinecone", "weaviate", "chroma", "chromadb", "milvus", "meilisearch", "typesense", "elasticsearch", "opensearch",
    "clickhouse", "supabase", "neo4j", "influxdb", "surrealdb", "couchdb", "arangodb", "solr",
];

/// What a file is named after, or else the nearest folder that it lies in, where that is something that is talked to in HTTP
/// and is no host like others: the name, and which boundary it is.
pub(crate) fn of_place(path: &str) -> Option<(&str, Boundary)> {
    let stem = |segment: &'_ str| segment.split('.').next().unwrap_or_default().len();
    path.rsplit('/').find_map(|segment| {
        let words = words(&segment[..stem(segment)]);
        let pairs = words.windows(2).map(<[String]>::concat);
        let boundary = words.iter().cloned().chain(pairs).find_map(|word| {
            let is_in = |list: &[&str]| list.contains(&word.as_str());
            if is_in(PROVIDERS) { Some(Boundary::Llm) } else { is_in(STORES).then_some(Boundary::Database) }
        })?;
        Some((segment, boundary))
    })
}

/// Whether an address is that of a page's interceptor which takes any host: `*/users`.
pub(crate) fn is_any(address: &str) -> bool {
    address.starts_with('*') && !address.contains("://")
}

/// Whether an address, or what is written of it, is a language model's.
pub(crate) fn is_of_model(address: &str) -> bool {
    // A pattern escapes its dots.
    let address = address.replace('\\', "");
    let is_host = |host: &&str| {
        address.match_indices(*host).any(|(at, _)| {
            let before = address[..at].chars().next_back();
            let after = address[at + host.len()..].chars().next();
            before.is_none_or(|letter| !letter.is_alphanumeric())
                && after.is_none_or(|letter| !letter.is_alphanumeric() && letter != '.')
        })
    };
    HOSTS.iter().any(is_host) || PATHS.iter().any(|path| address.contains(path))
}

/// How hosts begin whose pages are there to be read.
const PAGES: &[&str] = &["docs.", "platform.", "developer", "console.", "www.", "github.com", "localhost", "example."];

/// Whether a text names a language model's host, and no other service's; pages that are there to be read are none.
pub(crate) fn names_only_models(text: &str) -> bool {
    let is_other = |host: &str| {
        let host = host.split(['/', '"', '\'', ' ', '\n', ')']).next().unwrap_or_default();
        host.contains('.')
            && !HOSTS.iter().any(|one| host.ends_with(one))
            && !PAGES.iter().any(|page| host.starts_with(page))
    };
    let is_named = HOSTS.iter().any(|host| text.contains(host));
    is_named && !text.match_indices("://").any(|(at, separator)| is_other(&text[at + separator.len()..]))
}

/// Whether a text names addresses of this machine and no other host, where it names any; models that are run here are none of the
/// program's.
pub(crate) fn names_only_this_machine(text: &str) -> Option<bool> {
    const HERE: &[&str] = &["localhost", "127.0.0.1", "0.0.0.0", "[::1]"];
    let mut named = None;
    for (at, separator) in text.match_indices("://") {
        let scheme = text[..at].rsplit(|letter: char| !letter.is_ascii_alphanumeric()).next();
        if !matches!(scheme, Some("http" | "https")) {
            continue;
        }
        let host = &text[at + separator.len()..];
        if HERE.iter().any(|here| host.starts_with(here)) {
            if HOSTS.iter().any(|model| host.starts_with(model)) {
                return Some(false);
            }
            named = Some(true);
            continue;
        }
        let host = host.split(['/', '"', '\'', '`', ' ', '\n', ')']).next().unwrap_or_default();
        // Pages and schemas that are only named are no way out.
        let is_page = PAGES.iter().any(|page| host.starts_with(page)) || host.starts_with("json-schema.org");
        if host.contains('.') && !is_page {
            return Some(false);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert!(is_of_model("https://api.openai.com/v1/models"));
        assert!(is_of_model(r"/api\.anthropic\.com/"));
        assert!(is_of_model("http://proxy.example.org/v1/chat/completions"));
        assert!(!is_of_model("https://notapi.openai.com.example.org/"));
        assert!(!is_of_model("https://example.org/v1/users"));
    }

    #[test]
    fn texts_of_clients() {
        assert!(names_only_models("BASE = 'https://api.openai.com/v1'"));
        assert!(!names_only_models("BASE = 'https://api.example.org/v1'"));
        assert!(!names_only_models("['https://api.openai.com', 'https://api.example.org']"));
    }

    #[test]
    fn texts_that_ask_this_machine() {
        let names = names_only_this_machine;
        assert_eq!(names("fetch(`http://127.0.0.1:${port}/orders`) // see https://docs.example.org"), Some(true));
        assert_eq!(names("fetch('http://localhost:11434/api/chat')"), Some(false));
        assert_eq!(names("const base = live ? 'https://api.acme.org' : 'http://localhost:3000'"), Some(false));
        assert_eq!(names("redis://localhost"), None);
    }

    #[test]
    fn addresses_of_any_host() {
        assert!(is_any("*/users/:id") && is_any("*"));
        assert!(!is_any("*://example.org/users") && !is_any("https://*/users") && !is_any("/users"));
    }

    #[test]
    fn places() {
        let boundary = |path| of_place(path).map(|(_, boundary)| boundary);
        assert_eq!(of_place("tests/Providers/OpenAi/ClientTest.php"), Some(("OpenAi", Boundary::Llm)));
        assert_eq!(boundary("tests/OpenAi/QdrantStoreTest.php"), Some(Boundary::Database));
        assert_eq!(boundary("tests/TypeSense/StoreTest.php"), Some(Boundary::Database));
        assert_eq!(boundary("tests/Billing/ClientTest.php"), None);
        assert_eq!(boundary("tests/Mistralis/ClientTest.php"), None);
    }
}
