//! sqlmock.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// A scripted driver stands in for the database.
pub(super) static RULE: Rule = Rule {
    id: "go/sql-mock",
    framework: "sqlmock",
    languages: &[Language::Go],
    since: 1,
    summary: "a scripted driver stands in for the database",
    documentation: include_str!("sql_mock.md"),
    rows: &[
        Row::call("github.com/chrisyxlee/pgxpoolmock.{NewMockPgxPool,NewMockPgxIface,NewMockPgxTx}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("{github.com/DATA-DOG/go-sqlmock,gopkg.in/DATA-DOG/go-sqlmock.v1,gopkg.in/DATA-DOG/go-sqlmock.v2,github.com/zhashkevych/go-sqlxmock}.{New,NewWithDSN,Newx,NewxWithDSN}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("github.com/pashagolub/pgxmock{/v2,/v3,/v4,}.{NewPool,NewConn,NewPgxPool}", Kind::FakeService).boundary(Boundary::Database),
        Row::call("go.mongodb.org/mongo-driver{/v2,}/{mongo/integration/mtest,x/mongo/driver/drivertest}.New", Kind::FakeService).boundary(Boundary::Database),
    ],
};
