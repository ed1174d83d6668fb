//! HTTP interceptors.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// HTTP is answered in the process.
pub(super) static RULE: Rule = Rule {
    id: "csharp/http-interceptor",
    framework: "HTTP interceptors",
    languages: &[Language::CSharp],
    since: 1,
    summary: "HTTP is answered in the process",
    documentation: include_str!("http_interceptor.md"),
    rows: &[
        Row::call("RichardSzalay.MockHttp.MockHttpMessageHandler", Kind::HttpIntercept)
            .when(&[When::Form(CallForm::New)])
            .boundary(Boundary::Http),
        Row::call("RichardSzalay.MockHttp.MockHttpMessageHandler().{When,Expect}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("Flurl.Http.Testing.HttpTest", Kind::HttpIntercept)
            .when(&[When::Form(CallForm::New)])
            .boundary(Boundary::Http),
        Row::call("JustEat.HttpClientInterception.HttpClientInterceptorOptions", Kind::HttpIntercept)
            .when(&[When::Form(CallForm::New)])
            .boundary(Boundary::Http),
    ],
};
