//! Addresses of language models: what answers there is no host like others (`docs/sites.md` §4).
//!
//! Invariant: a host counts with its whole name, a path with its own words of the protocol.

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
}
