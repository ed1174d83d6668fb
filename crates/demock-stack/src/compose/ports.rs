//! Ports that a service listens on.
//!
//! Source: Compose specification, "ports": `[HOST:]CONTAINER[/PROTOCOL]` with `HOST` as `[IP:](port | range)`, or a
//! mapping.

use super::values::{check_keys, text, wrong};
use crate::error::ComposeError;
use crate::files::list_of;
use crate::yaml::{Node, Value};
use demock_config::{Located, Origin};
use std::rc::Rc;

/// A port of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The port that the service listens on.
    pub container: u16,
    /// The port that others outside of the stack are promised; `None` where any will do.
    pub published: Option<u16>,
    /// The address that it is published on; `None` where all will do.
    pub host: Option<String>,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Where it stands.
    pub origin: Origin,
}

/// A transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

const KEYS: &[&str] = &["target", "published", "host_ip", "protocol", "mode", "name", "app_protocol"];
const EXPECTED: &str = "a port such as `5433:5432`, or a mapping with `target`";

/// Ports that one range may have: a longer one is a slip.
const RANGE_MAX: u16 = 10_000;

/// All ports of a `ports` list.
pub(super) fn ports(node: &Rc<Node>) -> Result<Vec<Port>, ComposeError> {
    let mut found = Vec::new();
    for item in list_of(node) {
        match &item.value {
            Value::Scalar { text, .. } => match short(text, &item.origin) {
                Some(ports) => found.extend(ports),
                None => return wrong("ports", item, EXPECTED),
            },
            Value::Map(_) => found.extend(long(item)?),
            Value::Null | Value::List(_) => return wrong("ports", item, EXPECTED),
        }
    }
    Ok(found)
}

fn long(node: &Rc<Node>) -> Result<Vec<Port>, ComposeError> {
    check_keys(node, "ports", KEYS)?;
    let of = |key: &'static str| node.get(key).map(|node| text(key, node)).transpose();
    let Some(target) = of("target")? else { return wrong("ports", node, EXPECTED) };
    let (published, host, protocol) = (of("published")?, of("host_ip")?, of("protocol")?);
    let written = |text: &Located<String>| text.value.clone();
    let published = published.as_ref().map(written).filter(|text| !text.is_empty());
    let whole = match (&published, &protocol) {
        (Some(published), Some(protocol)) => format!("{published}:{}/{}", target.value, protocol.value),
        (Some(published), None) => format!("{published}:{}", target.value),
        (None, Some(protocol)) => format!("{}/{}", target.value, protocol.value),
        (None, None) => target.value.clone(),
    };
    match short(&whole, &node.origin) {
        Some(ports) => {
            let host = host.map(|host| host.value);
            Ok(ports.into_iter().map(|port| Port { host: host.clone(), ..port }).collect())
        }
        None => wrong("ports", node, EXPECTED),
    }
}

/// The short form; `None` where it is none.
fn short(text: &str, origin: &Origin) -> Option<Vec<Port>> {
    let (ports, protocol) = match text.split_once('/') {
        Some((ports, "tcp")) => (ports, Protocol::Tcp),
        Some((ports, "udp")) => (ports, Protocol::Udp),
        Some(_) => return None,
        None => (text, Protocol::Tcp),
    };
    let (outside, inside) = match ports.rsplit_once(':') {
        Some((outside, inside)) => (Some(outside), inside),
        None => (None, ports),
    };
    let inside = range(inside)?;
    let (host, published) = match outside {
        None => (None, None),
        Some(outside) => match split_host(outside) {
            (host, "") => (host, None),
            (host, published) => (host, Some(range(published)?)),
        },
    };
    // Of several published for one, any will do; otherwise they go in pairs.
    let one_of_several = published.as_ref().is_some_and(|published| inside.len() == 1 && published.len() > 1);
    if published.as_ref().is_some_and(|published| !one_of_several && published.len() != inside.len()) {
        return None;
    }
    let port = |(at, container): (usize, u16)| Port {
        container,
        published: published.as_ref().and_then(|published| published.get(at)).copied(),
        host: host.map(str::to_owned),
        protocol,
        origin: origin.clone(),
    };
    Some(inside.into_iter().enumerate().map(port).collect())
}

/// The address before a published port: `127.0.0.1:5433`, `[::1]:5433`.
fn split_host(outside: &str) -> (Option<&str>, &str) {
    match outside.rsplit_once(':') {
        Some((host, published)) => (Some(host.trim_matches(['[', ']'])), published),
        None => (None, outside),
    }
}

fn range(text: &str) -> Option<Vec<u16>> {
    let port = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0);
    match text.split_once('-') {
        None => Some(vec![port(text)?]),
        Some((first, last)) => {
            let (first, last) = (port(first)?, port(last)?);
            (first <= last && last - first < RANGE_MAX).then(|| (first..=last).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn seen(text: &str) -> Option<Vec<String>> {
        let origin = Origin { path: Arc::from("compose.yml"), line: 1, column: 1 };
        let shown = |port: Port| {
            let published = port.published.map_or("any".to_owned(), |port| port.to_string());
            let host = port.host.as_deref().unwrap_or("*").to_owned();
            format!("{host} {published}>{} {:?}", port.container, port.protocol)
        };
        Some(short(text, &origin)?.into_iter().map(shown).collect())
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(seen(text), Some(expected.iter().map(|text| (*text).to_owned()).collect()), "{text}");
    }

    /// The examples of the specification's "Short syntax".
    #[test]
    fn the_short_forms_of_the_specification() {
        check("3000", &["* any>3000 Tcp"]);
        check("3000-3002", &["* any>3000 Tcp", "* any>3001 Tcp", "* any>3002 Tcp"]);
        check("8000:8000", &["* 8000>8000 Tcp"]);
        check("9090-9091:8080-8081", &["* 9090>8080 Tcp", "* 9091>8081 Tcp"]);
        check("8000-9000:80", &["* 8000>80 Tcp"]);
        check("127.0.0.1:8001:8001", &["127.0.0.1 8001>8001 Tcp"]);
        check("127.0.0.1:5000-5001:5000-5001", &["127.0.0.1 5000>5000 Tcp", "127.0.0.1 5001>5001 Tcp"]);
        check("127.0.0.1::5000", &["127.0.0.1 any>5000 Tcp"]);
        check("6060:6060/udp", &["* 6060>6060 Udp"]);
        check("[::1]:6060:6060", &["::1 6060>6060 Tcp"]);
    }

    #[test]
    fn what_is_no_port_is_none() {
        for text in ["", "x", "0", "70000", "1:x", "3-1", "1-2:1-3", "80/sctp", ":"] {
            assert_eq!(seen(text), None, "{text}");
        }
    }
}
