//! Django settings and logins in tests.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// The ways to change settings for a while.
const OVERRIDES: &str = "{django.test.{,utils.}override_settings,self.settings}";

/// A Django back end is replaced by one in memory.
pub(super) static RULE: Rule = Rule {
    id: "python/django-settings",
    framework: "Django",
    languages: &[Language::Python],
    since: 1,
    summary: "A Django back end is replaced by one in memory",
    documentation: include_str!("django_settings.md"),
    rows: &[
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("locmem.LocMemCache")])
            .target(TargetFrom::Fixed("CACHES"))
            .boundary(Boundary::Cache),
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("dummy.DummyCache")])
            .target(TargetFrom::Fixed("CACHES"))
            .boundary(Boundary::Cache),
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("mail.backends.locmem")])
            .target(TargetFrom::Fixed("EMAIL_BACKEND"))
            .boundary(Boundary::Http),
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("InMemoryChannelLayer")])
            .target(TargetFrom::Fixed("CHANNEL_LAYERS"))
            .boundary(Boundary::Queue),
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("InMemoryStorage")])
            .target(TargetFrom::Fixed("STORAGES"))
            .boundary(Boundary::Filesystem),
        Row::call(OVERRIDES, Kind::InMemorySubstitute)
            .when(&[When::ArgsHave("BROKER_URL=\"memory://")])
            .target(TargetFrom::Fixed("BROKER_URL"))
            .boundary(Boundary::Queue),
        Row::assign("fixture:settings.CACHES", Kind::InMemorySubstitute)
            .when(&[When::ValueHas("locmem")])
            .boundary(Boundary::Cache),
        Row::assign("fixture:settings.EMAIL_BACKEND", Kind::InMemorySubstitute)
            .when(&[When::ValueHas("locmem")])
            .boundary(Boundary::Http),
        Row::assign("fixture:settings.CHANNEL_LAYERS", Kind::InMemorySubstitute)
            .when(&[When::ValueHas("InMemory")])
            .boundary(Boundary::Queue),
        Row::call("?.{force_login,force_authenticate}", Kind::AuthBypass)
            .when(&[When::InTest])
            .confidence(Confidence::Possible),
        Row::call("rest_framework.test.force_authenticate", Kind::AuthBypass).confidence(Confidence::Possible),
    ],
};
