//! ASP.NET Core.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A test replaces a registered service.
pub(super) static RULE: Rule = Rule {
    id: "csharp/service-override",
    framework: "ASP.NET Core",
    languages: &[Language::CSharp],
    since: 2,
    summary: "a test replaces a registered service",
    documentation: include_str!("service_override.md"),
    rows: &[
        // A helper of the project's own: `Replace<IMailer, NoopMailer>(services)`.
        Row::call("{?.,}{Replace,ReplaceService,Override,OverrideService}", Kind::Patch)
            .when(&[When::InTest, When::TypeArgIsInterface, When::TypeArgIsDouble])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("?.ConfigurePrimaryHttpMessageHandler", Kind::Patch)
            .when(&[When::InTest, When::Inside("ConfigureTestServices")])
            .boundary(Boundary::Http)
            .confidence(Confidence::Likely),
        Row::call("?.{AddSingleton,AddScoped,AddTransient,AddKeyedSingleton,Replace}", Kind::Patch)
            .when(&[When::InTest, When::Inside("ConfigureTestServices")])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        // In the set-up of a host that a test derives from the product's, what is named as a double takes a service's place.
        Row::call("?.{AddSingleton,AddScoped,AddTransient}", Kind::Patch)
            .when(&[
                When::InTest,
                When::FileHas("WebApplicationFactory"),
                When::Inside("ConfigureServices"),
                When::TypeArgIsInterface,
                When::TypeArgIsDouble,
            ])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("?.Replace", Kind::Patch)
            .when(&[When::InTest, When::Inside("ConfigureServices"), When::ArgsHave("ServiceDescriptor")])
            .confidence(Confidence::Likely),
    ],
};
