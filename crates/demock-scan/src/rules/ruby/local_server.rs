//! Real listeners started by a test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// a test listens on a local port.
pub(super) static RULE: Rule = Rule {
    id: "ruby/local-server",
    framework: "Ruby",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a test listens on a local port",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{WEBrick.HTTPServer,TCPServer,UNIXServer,UDPSocket,GServer}.{new,open}", Kind::LocalServer)
            .when(&[When::InTest])
            .target(TargetFrom::Receiver),
        Row::call("{Rack.Handler.*,Rackup.Handler.*}.run", Kind::LocalServer).when(&[When::InTest]),
        Row::call("{Puma.Server,Capybara.Server}.new", Kind::LocalServer).when(&[When::InTest]),
    ],
};
