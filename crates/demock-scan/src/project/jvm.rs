//! Which imported types of Java and Kotlin the project cannot have written, where no file of theirs is found.
//!
//! Packages are named after who writes them, so that what begins with the names of the file's own package is the
//! project's, be it generated or in a file of another name; anything else is someone else's.

use super::tree::folder_of;
use crate::boundary::words::words;
use crate::site::{Target, TargetOrigin};
use demock_model::Language;

/// Names of a package that say whose it is: `com.acme`.
const OWNER_NAMES: usize = 2;

/// Whether a type is imported from a package that is not named as the file's own are.
pub(super) fn is_foreign(language: Language, path: &str, target: &Target) -> bool {
    if !matches!(language, Language::Java | Language::Kotlin) || target.origin != TargetOrigin::Import {
        return false;
    }
    let package = target.name.split('.').take_while(|name| name.starts_with(|first: char| first.is_lowercase()));
    let owner: Vec<&str> = package.take(OWNER_NAMES).collect();
    if owner.len() < OWNER_NAMES {
        return false;
    }
    // A source root has any name, and a Kotlin file may leave out the packages that all share.
    let folders: Vec<&str> = folder_of(path).split('/').collect();
    let root = folders.iter().rposition(|folder| matches!(*folder, "java" | "kotlin"));
    let has_package = root.is_some_and(|root| folders.len() > root + OWNER_NAMES);
    has_package && !folders.windows(OWNER_NAMES).any(|window| window == owner)
}

/// Whether a type's package begins as the folders of a file's do: who writes a library writes more than one package.
pub(super) fn is_of_same_owner(language: Language, path: &str, name: &str) -> bool {
    if !matches!(language, Language::Java | Language::Kotlin) {
        return false;
    }
    let owner: Vec<&str> = name.split('.').take(OWNER_NAMES + 1).collect();
    let folders: Vec<&str> = folder_of(path).split('/').collect();
    owner.len() > OWNER_NAMES && folders.windows(owner.len()).any(|window| window == owner)
}

/// The folder that a type's package has among the sources of the product which a file is of, or is a test of.
pub(super) fn own_folder(from: &str, name: &str) -> Option<String> {
    let package = name.split('.').take_while(|name| name.starts_with(|first: char| first.is_lowercase()));
    let package: Vec<&str> = package.collect();
    if package.len() < OWNER_NAMES {
        return None;
    }
    let folder = folder_of(from);
    let (root, kind) =
        ["/java/", "/kotlin/"].iter().filter_map(|kind| Some((folder.rfind(kind)?, kind))).max_by_key(|(at, _)| *at)?;
    // `core/src/test/java`
    let sources = folder[..root].rsplit_once('/').map(|(around, _)| format!("{around}/main"));
    Some(format!("{}{kind}{}", sources?, package.join("/")))
}

/// How many names of a package only say where its code is kept: two of `io.github.acme.billing`.
pub(super) fn of_host(language: Language, names: &[&str]) -> usize {
    let is_host = matches!(names, ["io" | "com", "github" | "gitlab" | "gitee" | "bitbucket", _, ..]);
    if matches!(language, Language::Java | Language::Kotlin) && is_host { OWNER_NAMES } else { 0 }
}

/// Whether nothing is known of an object but that it is spied on under its own name, `desk = spy(desk)`: the test made it.
pub(super) fn is_spied_on(language: Language, name: &str) -> bool {
    matches!(language, Language::Java | Language::Kotlin) && name == "org.mockito.Mockito.spy()"
}

/// Whether a type is a stub that a generator of RPC clients writes: `CartServiceGrpc.CartServiceBlockingStub`.
pub(super) fn is_stub(language: Language, name: &str) -> bool {
    matches!(language, Language::Java | Language::Kotlin)
        && name.ends_with("Stub")
        && name.rsplit('.').nth(1).is_some_and(|around| around.ends_with("Grpc"))
}

/// Whether a type of somebody's is named as what holds something, is called back or only computes: whoever wrote it, it goes nowhere.
pub(super) fn is_value(name: &str) -> bool {
    #[rustfmt::skip]
    const VALUES: &[&str] = &[
        "args", "arguments", "attribute", "attributes", "builder", "callback", "comparator", "config", "configuration", "converter",
        "decoder", "definition", "descriptor", "details", "encoder", "entry", "error", "event", "exception", "field", "formatter",
        "function", "header", "headers", "id", "info", "item", "key", "listener", "mapper", "matcher", "metadata", "observer", "option",
        "options", "parameter", "parameters", "params", "parser", "predicate", "properties", "result", "settings", "spec", "state",
        "status", "summary", "supplier", "validator", "value", "view", "visitor",
    ];
    let last = name.rsplit('.').next().unwrap_or(name);
    words(last).last().is_some_and(|last| VALUES.contains(&last.as_str()))
}

/// Whether a type that no file of the project defines is named as a client: of something outside, then.
pub(super) fn is_client(language: Language, name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    matches!(language, Language::Java | Language::Kotlin) && last.ends_with("Client")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_others() {
        assert!(is_value("com.acme.sdk.CardView") && is_value("com.acme.sdk.OnClickListener"));
        assert!(!is_value("com.acme.sdk.CardStore") && !is_value("com.acme.sdk.Viewer"));
    }

    #[test]
    fn packages_of_others() {
        let is = |path, name: &str, origin| is_foreign(Language::Java, path, &Target { name: name.into(), origin });
        let path = "core/src/test/java/com/acme/shop/CartTest.java";
        assert!(is(path, "org.gradle.api.Project", TargetOrigin::Import));
        assert!(!is(path, "com.acme.store.Store", TargetOrigin::Import));
        assert!(!is(path, "org.gradle.api.Project", TargetOrigin::Local));
        assert!(!is(path, "Project", TargetOrigin::Import));
        assert_eq!(of_host(Language::Java, &["io", "github", "acme", "Breaker"]), 2);
        assert_eq!((of_host(Language::Java, &["com", "acme"]), of_host(Language::Go, &["io", "github", "a"])), (0, 0));
        assert!(!is("core/src/test/kotlin/CartTest.kt", "com.acme.store.Store", TargetOrigin::Import));
    }
}
