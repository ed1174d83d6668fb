//! Calls to another service of the project, by the name of the client or of the host.

use crate::boundary::words;
use demock_model::Boundary;
use std::sync::Arc;

/// Names that every project has one of: as a client's name they say nothing.
const GENERAL: &[&str] =
    &["app", "web", "api", "server", "backend", "frontend", "main", "worker", "test", "tests", "core", "common"];
/// Words for the thing through which one service calls another.
const CALLERS: &[&str] = &["client", "stub", "gateway", "proxy", "sdk", "rpc", "grpc", "api"];
/// Words that may stand between a service's name and its caller.
const BETWEEN: &[&str] = &["service", "svc", "http", "blocking", "future", "async", "internal", "remote"];

#[derive(Debug, Default)]
pub(super) struct Services {
    hosts: Vec<Arc<str>>,
    /// The words of each name that is not a general one, without `service` at the end.
    names: Vec<Vec<String>>,
}

impl Services {
    pub(super) fn new(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let hosts: Vec<Arc<str>> = names.into_iter().collect();
        let of_host = |host: &Arc<str>| {
            let mut words = words::words(host).to_vec();
            while words.len() > 1 && words.last().is_some_and(|last| BETWEEN.contains(&last.as_str())) {
                words.pop();
            }
            let general = words.len() == 1 && GENERAL.contains(&words[0].as_str());
            (!words.is_empty() && !general).then_some(words)
        };
        let names = hosts.iter().filter_map(of_host).collect();
        Self { hosts, names }
    }

    /// Whether a URL's host is one of the services.
    pub(super) fn is_host(&self, url: &str) -> bool {
        let Some((_, rest)) = url.split_once("://") else { return false };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
        self.hosts.iter().any(|known| **known == *host)
    }

    /// Whether one of the names is a client of one of the services.
    pub(super) fn named(&self, names: &[&str]) -> Option<Boundary> {
        if self.names.is_empty() {
            return None;
        }
        names.iter().any(|name| self.is_client(name)).then_some(Boundary::OwnService)
    }

    fn is_client(&self, name: &str) -> bool {
        let words = words::words(name);
        let mut called: &[String] = &words;
        let mut callers = 0;
        while let Some((last, rest)) = called.split_last() {
            if CALLERS.contains(&last.as_str()) {
                callers += 1;
            } else if !BETWEEN.contains(&last.as_str()) {
                break;
            }
            called = rest;
        }
        callers > 0
            && self.names.iter().any(|name| called == name || called.strip_prefix(&["i".to_owned()]) == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_and_hosts_of_services() {
        let services = Services::new(["auth", "billing-service", "api"].map(Arc::from));
        for name in ["auth_client", "AuthServiceClient", "BillingServiceStub", "IAuthClient", "billingApi"] {
            assert!(services.named(&[name]).is_some(), "{name}");
        }
        for name in ["authenticate", "auth", "api_client", "AuthError", "billing_row", "client", ""] {
            assert!(services.named(&[name]).is_none(), "{name}");
        }
        assert!(services.is_host("http://auth:8080/x") && services.is_host("https://u:p@api/"));
        assert!(!services.is_host("https://auth.example.org/x") && !services.is_host("auth"));
    }
}
