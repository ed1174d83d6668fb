//! angular: the testing modules of Angular replace providers, the HTTP back end and time.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// The testing modules of Angular replace providers, the HTTP back end and time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/angular",
    framework: "angular",
    languages: super::SCRIPTS,
    since: 1,
    summary: "the testing modules of Angular replace providers, the HTTP back end and time",
    documentation: include_str!("angular.md"),
    rows: &[
        Row::call(
            concat!(
                "@angular/core/testing.{TestBed.,TestBed.configureTestingModule().,TestBed.**.configureTestingModule().,getTestBed().}",
                "{overrideProvider,overrideComponent,overrideModule,overrideDirective,overridePipe,overrideTemplate}"
            ),
            Kind::Patch,
        )
        .target(TargetFrom::Arg(0)),
        Row::reference("@angular/common/http/testing.HttpClientTestingModule", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("@angular/common/http/testing.provideHttpClientTesting", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("@angular/core/testing.fakeAsync", Kind::Clock).boundary(Boundary::Clock),
        Row::call("@ngrx/store/testing.{provideMockStore,createMockStore}", Kind::MockObject).boundary(Boundary::OwnCode),
        Row::call("@ngrx/effects/testing.provideMockActions", Kind::MockObject).boundary(Boundary::OwnCode),
    ],
};
