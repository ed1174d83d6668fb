//! Job queues in test mode.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// jobs go to a list in memory.
pub(super) static RULE: Rule = Rule {
    id: "ruby/test-queues",
    framework: "Active Job and Sidekiq",
    languages: &[Language::Ruby],
    since: 1,
    summary: "jobs go to a list in memory",
    documentation: include_str!("test_queues.md"),
    rows: &[
        Row::call("Sidekiq.Testing.{fake!,inline!}", Kind::Patch).boundary(Boundary::Queue),
        Row::call("Sidekiq.testing!", Kind::Patch).when(&[When::NotArgsHave(":disable")]).boundary(Boundary::Queue),
        Row::assign("{ActiveJob.Base,Rails.application.config.active_job}.queue_adapter", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ValueHas("test")])
            .boundary(Boundary::Queue),
        Row::assign("{ActiveJob.Base,Rails.application.config.active_job}.queue_adapter", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ValueHas("inline")])
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::assign("Delayed.Worker.delay_jobs", Kind::Patch)
            .when(&[When::InTest, When::ValueHas("false")])
            .boundary(Boundary::Queue),
        Row::assign("{Que,Que.Job}.run_synchronously", Kind::Patch)
            .when(&[When::InTest, When::ValueHas("true")])
            .boundary(Boundary::Queue),
        Row::assign("Resque.inline", Kind::Patch)
            .when(&[When::InTest, When::NotValueHas("false")])
            .boundary(Boundary::Queue),
        Row::call("ResqueSpec.*", Kind::FakeService).when(&[When::InTest]).boundary(Boundary::Queue),
    ],
};
