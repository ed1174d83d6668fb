//! nestjs: the testing module of `NestJS` replaces what it hands out.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

const NEST: &[When] = &[When::FileImports("@nestjs/testing")];

/// The testing module of `NestJS` replaces what it hands out.
pub(super) static RULE: Rule = Rule {
    id: "javascript/nestjs",
    framework: "nestjs",
    languages: super::SCRIPTS,
    since: 1,
    summary: "the testing module of NestJS replaces what it hands out",
    documentation: include_str!("nestjs.md"),
    rows: &[
        Row::call("?.overrideGuard", Kind::AuthBypass)
            .when(NEST)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::OwnCode),
        Row::call(
            "?.{overrideProvider,overrideModule,overrideInterceptor,overridePipe,overrideFilter,overrideMiddleware}",
            Kind::Patch,
        )
        .when(NEST)
        .target(TargetFrom::Arg(0)),
        Row::call("?.useMocker", Kind::Patch).when(NEST),
    ],
};
