//! mock-socket: mock-socket stands in for `WebSocket` and its server.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Mock-socket stands in for `WebSocket` and its server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/mock-socket",
    framework: "mock-socket",
    languages: super::SCRIPTS,
    since: 2,
    summary: "mock-socket stands in for WebSocket and its server",
    documentation: include_str!("mock_socket.md"),
    rows: &[
        Row::call("mock-socket.{Server,SocketIO}", Kind::FakeService)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Websocket),
        Row::call("mock-socket.WebSocket", Kind::MockObject).target(TargetFrom::Arg(0)).boundary(Boundary::Websocket),
        Row::call("socket.io-mock", Kind::FakeService).boundary(Boundary::Websocket),
        Row::call("{jest-websocket-mock,vitest-websocket-mock}{,.WS}", Kind::FakeService)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Websocket),
    ],
};
