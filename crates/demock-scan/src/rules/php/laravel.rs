//! Laravel: facades, container, clock, log-in.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A method of a facade, by its class or its global alias.
macro_rules! facade {
    ("*", $methods:literal) => {
        concat!("Illuminate.Support.Facades.*.", $methods)
    };
    ($names:literal, $methods:literal) => {
        concat!("{Illuminate.Support.Facades.,}", $names, ".", $methods)
    };
}

/// a Laravel facade, service or clock is replaced.
pub(super) static RULE: Rule = Rule {
    id: "php/laravel",
    framework: "Laravel",
    languages: &[Language::Php],
    since: 2,
    summary: "a Laravel facade, service or clock is replaced",
    documentation: include_str!("laravel.md"),
    rows: &[
        Row::call(facade!("Http", "{fake,fakeSequence}"), Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(facade!("{Queue,Bus}", "{fake,fakeFor,fakeExcept,fakeExceptFor}"), Kind::Patch).target(TargetFrom::Receiver).boundary(Boundary::Queue),
        Row::call(facade!("Storage", "{fake,persistentFake}"), Kind::Patch)
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Filesystem),
        Row::call(facade!("Cache", "fake"), Kind::Patch).target(TargetFrom::Receiver).boundary(Boundary::Cache),
        Row::call(facade!("Process", "fake"), Kind::Patch).target(TargetFrom::Receiver).boundary(Boundary::Process),
        Row::call(facade!("{Event,Mail,Notification,Exceptions}", "{fake,fakeFor,fakeExcept,fakeExceptFor}"), Kind::Patch)
            .target(TargetFrom::Receiver),
        Row::call("Illuminate.Support.Sleep.fake", Kind::Clock)
            .when(&[When::NotArgs("false")])
            .boundary(Boundary::Clock),
        Row::call(
            "{Illuminate.Support.,}Str.{createUuidsUsing,createUuidsUsingSequence,freezeUuids,createUlidsUsing,createUlidsUsingSequence,freezeUlids,createRandomStringsUsing,createRandomStringsUsingSequence}",
            Kind::Patch,
        )
        .when(&[When::InTest, When::NotArgs("null")])
        .target(TargetFrom::Receiver)
        .boundary(Boundary::Random),
        Row::call("{OpenAI,Gemini,Anthropic,Mistral}.Laravel.Facades.*.fake", Kind::Patch)
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Llm),
        Row::call("{Prism.Prism,EchoLabs.Prism,Laravel.Ai}.**.fake", Kind::Patch)
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Llm),
        Row::call("{Prism.Prism,EchoLabs.Prism}.Prism.fake", Kind::Patch).boundary(Boundary::Llm),
        Row::call("Laravel.Socialite.Facades.Socialite.fake", Kind::Patch).boundary(Boundary::Http),
        // What a package offers as a facade is faked as Laravel's own are.
        Row::call("**.Facades.*.fake", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Receiver)
            .confidence(Confidence::Likely),
        Row::call("{$this,self,static}.{expectsEvents,doesntExpectEvents,expectsJobs,doesntExpectJobs,expectsNotification,withoutEvents,withoutJobs,withoutNotifications}", Kind::Patch)
            .when(&[When::InTest]),
        Row::call(facade!("*", "spy"), Kind::Spy).target(TargetFrom::Receiver),
        Row::call(facade!("*", "{shouldReceive,partialMock,swap,expects}"), Kind::Patch).target(TargetFrom::Receiver),
        Row::call("{Cache,Log,Queue,Mail,Event,Storage,DB,Auth,Config,Redis,Http,Bus,Notification,Session,Session,Route}.shouldReceive", Kind::Patch)
            .target(TargetFrom::Receiver),
        // A class that is mocked by its own name, such as a model, and an action of `laravel-actions`.
        Row::call("?.shouldReceive", Kind::Patch).when(&[When::InTest, When::Imported]).target(TargetFrom::Receiver),
        Row::call("?.{shouldRun,shouldNotRun,allowToRun}", Kind::Patch)
            .when(&[When::InTest, When::Imported])
            .target(TargetFrom::Receiver),
        Row::call("{$this,self,static,test()}.{mock,partialMock}", Kind::MockObject)
            .when(&[When::InTest, When::ArgsAtLeast(1), When::ArgsHave("::class")])
            .also(&[Kind::Patch])
            .target(TargetFrom::Type),
        Row::call("{$this,self,static}.spy", Kind::Spy)
            .when(&[When::InTest, When::ArgsAtLeast(1), When::ArgsHave("::class")])
            .target(TargetFrom::Type),
        Row::call("Pest.Laravel.spy", Kind::Spy).target(TargetFrom::Type),
        Row::call("Pest.Laravel.{swap,instance}", Kind::Patch).target(TargetFrom::Type),
        Row::call("Pest.Laravel.{mock,partialMock}", Kind::MockObject)
            .also(&[Kind::Patch])
            .target(TargetFrom::Type),
        Row::call("{$this.,$this.app.}{swap,instance}", Kind::Patch)
            .when(&[When::InTest, When::ArgsAtLeast(2), When::FileImports("{Illuminate,Tests,Laravel}")])
            .target(TargetFrom::Type),
        Row::call("{app(),Illuminate.Support.Facades.App,App}.{swap,instance}", Kind::Patch)
            .when(&[When::InTest, When::ArgsAtLeast(2)])
            .target(TargetFrom::Type),
        Row::assign("$this.app", Kind::Patch)
            .when(&[When::InTest, When::IsItem, When::ValueActs])
            .target(TargetFrom::Key)
            .confidence(Confidence::Likely),
        // Test code has providers of its own, which bind what it is given.
        Row::call("{$this.app,app(),Illuminate.Support.Facades.App,App}.{bind,bindIf,singleton,scoped}", Kind::Patch)
            .when(&[When::InTest, When::ArgsAtLeast(2), When::Puts(Puts::ArgIsDouble(1))])
            .target(TargetFrom::Type)
            .confidence(Confidence::Likely),
        Row::call("{$this,self,static,Pest.Laravel}.{travelTo,freezeTime,freezeSecond}", Kind::Clock)
            .when(&[When::InTest])
            .boundary(Boundary::Clock),
        Row::call("{$this,self,static,Pest.Laravel}.travel", Kind::Clock)
            .when(&[When::InTest, When::ArgsAtLeast(1)])
            .boundary(Boundary::Clock),
        Row::call("{Illuminate.Support.Facades.,}Date.setTestNow", Kind::Clock)
            .when(&[When::ArgsAtLeast(1), When::NotArgs("null")])
            .boundary(Boundary::Clock),
        Row::call("{Carbon.,Illuminate.Support.,}{Carbon,CarbonImmutable,CarbonFactory}.{setTestNow,setTestNowAndTimezone,withTestNow}", Kind::Clock)
            .when(&[When::ArgsAtLeast(1), When::NotArgs("null")])
            .boundary(Boundary::Clock),
        Row::call("config", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("'cache.default'=>'array'")])
            .target(TargetFrom::Fixed("cache.default"))
            .boundary(Boundary::Cache)
            .confidence(Confidence::Likely),
        Row::call("config", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave("'queue.default'=>'sync'")])
            .target(TargetFrom::Fixed("queue.default"))
            .boundary(Boundary::Queue)
            .confidence(Confidence::Likely),
        Row::call("?.set", Kind::InMemorySubstitute)
            .when(&[
                When::InTest,
                When::ArgText(0, "{mail.driver,mail.default,queue.default,cache.default,broadcasting.default}"),
                When::ArgText(1, "{array,sync,null,log}"),
            ])
            .target(TargetFrom::Arg(0))
            .confidence(Confidence::Likely),
        Row::call("{$this,self,static}.{actingAs,be,actingAsGuest}", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsAtLeast(1)]),
        Row::call("{Laravel.Passport.Passport,Laravel.Sanctum.Sanctum,Passport,Sanctum,Pest.Laravel}.actingAs", Kind::AuthBypass),
        Row::call("{$this,self,static,Pest.Laravel}.withoutMiddleware", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsHave("Auth")]),
        // Whatever lets requests in is gone, who asks who someone is with the rest.
        Row::call("{$this,self,static,Pest.Laravel}.withoutMiddleware", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsAtMost(0)])
            .confidence(Confidence::Possible),
        Row::call("{Illuminate.Support.Facades.,}Gate.{before,after}", Kind::AuthBypass)
            .when(&[When::InTest, When::ArgsHave("true")])
            .confidence(Confidence::Likely),
    ],
};
