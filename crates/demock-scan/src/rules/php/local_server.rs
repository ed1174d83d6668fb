//! Real listeners started by a test.

use crate::rules::{Row, Rule, When};
use demock_model::{Kind, Language};

/// a test listens on a local port.
pub(super) static RULE: Rule = Rule {
    id: "php/local-server",
    framework: "PHP",
    languages: &[Language::Php],
    since: 1,
    summary: "a test listens on a local port",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{stream_socket_server,socket_create_listen}", Kind::LocalServer).when(&[When::InTest]),
        Row::call("donatj.MockWebServer.MockWebServer", Kind::LocalServer),
        Row::call("React.{Socket,Http}.{Server,SocketServer,TcpServer,HttpServer}", Kind::LocalServer)
            .when(&[When::InTest]),
    ],
};
