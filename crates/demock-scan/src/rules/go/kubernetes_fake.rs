//! Kubernetes fake clients.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A fake clientset stands in for the API server.
pub(super) static RULE: Rule = Rule {
    id: "go/kubernetes-fake",
    framework: "Kubernetes fake clients",
    languages: &[Language::Go],
    since: 1,
    summary: "a fake clientset stands in for the API server",
    documentation: include_str!("kubernetes_fake.md"),
    rows: &[
        Row::call("?.*/fake.{NewSimpleClientset,NewClientset,NewSimpleClientsetWithManagedFields}", Kind::FakeService).boundary(Boundary::Http),
        Row::call("sigs.k8s.io/controller-runtime/pkg/client/fake.{NewClientBuilder,NewFakeClient,NewFakeClientWithScheme}", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("k8s.io/client-go/{dynamic,metadata}/fake.{NewSimpleDynamicClient,NewSimpleDynamicClientWithCustomListKinds,NewSimpleMetadataClient}", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("k8s.io/client-go/rest/fake.{RESTClient,CreateHTTPClient}", Kind::FakeService).boundary(Boundary::Http),
        Row::call("k8s.io/client-go/tools/{record,events}.{NewFakeRecorder,FakeRecorder,NewFakeRecorderWithOptions}", Kind::MockObject).boundary(Boundary::Http),
        Row::call("k8s.io/client-go/testing.Fake", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal), When::InTest])
            .boundary(Boundary::Http),
        Row::call("sigs.k8s.io/controller-runtime/pkg/client/interceptor.{NewClient,Funcs}", Kind::Patch)
            .when(&[When::InTest])
            .boundary(Boundary::Http),
    ],
};
