//! What a type of C#'s that nobody in the project defines stands for, by the namespaces that its file uses.
//!
//! `using` binds no names, so that of a bare type nothing but its own words and the libraries that the file names are known.
//! Where all libraries that a file names are for one thing, a type that nobody here defines is of one of them.
//! Absent on purpose: `global using`, which stands in other files.

use super::Project;
use crate::boundary;
use crate::facts::Span;
use demock_model::{Boundary, Language};

/// Bytes at the beginning of a file in which its usings stand.
const USINGS_BYTES: usize = 4 << 10;

/// Namespaces of the platform and of what tests are written with: what is mocked of them is known by its name.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "System", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.VisualStudio.TestTools", "Microsoft.CodeAnalysis",
    "Microsoft.Win32", "Microsoft.Net", "JetBrains.Annotations", "Newtonsoft.Json", "Moq", "Xunit", "NUnit", "NSubstitute",
    "FakeItEasy", "AutoFixture", "FluentAssertions", "AwesomeAssertions", "Shouldly", "Bogus", "Rhino.Mocks", "TUnit",
    "AutoMapper", "FluentValidation", "VerifyXunit", "VerifyNUnit", "VerifyTests", "MockQueryable", "Humanizer", "Autofac",
    "Castle", "LightInject", "CsvHelper", "Microsoft.CSharp", "Ploeh", "SemanticComparison", "AutoBogus", "Snapshooter",
];

/// Types of the platform that are often mocked and go nowhere by themselves.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "IServiceProvider", "IServiceScope", "IServiceScopeFactory", "IServiceCollection", "IOptions", "IOptionsMonitor",
    "IOptionsSnapshot", "IConfiguration", "IConfigurationSection", "IConfigurationRoot", "IHostEnvironment",
    "IWebHostEnvironment", "IHostingEnvironment", "IHttpContextAccessor", "HttpContext", "HttpRequest", "HttpResponse",
    "IUrlHelper", "IUrlHelperFactory", "ActionContext", "IAuthorizationService", "IAuthenticationService", "IDataProtector",
    "IDataProtectionProvider", "ITempDataDictionary", "ITempDataProvider", "IStringLocalizer", "IStringLocalizerFactory",
    "IModelMetadataProvider", "IObjectModelValidator", "UserManager", "SignInManager", "RoleManager",
    "IUserClaimsPrincipalFactory", "ClaimsPrincipal", "ClaimsIdentity", "IPrincipal", "IIdentity", "Stream", "TextReader",
    "Func", "Action", "Predicate", "EventHandler", "Lazy", "IEnumerable", "IList", "ICollection", "IDictionary",
    "IReadOnlyList", "IReadOnlyCollection", "IReadOnlyDictionary", "List", "Dictionary", "IEnumerator", "IAsyncEnumerable",
    "IAsyncEnumerator", "IQueryable", "IOrderedQueryable", "IQueryProvider", "IDisposable", "IAsyncDisposable", "IComparer",
    "IComparable", "IEqualityComparer", "IEquatable", "IFormatProvider", "IFormattable", "ICloneable", "IObserver",
    "IObservable", "IProgress", "Type", "MethodInfo", "PropertyInfo", "ParameterInfo", "MemberInfo", "Assembly", "Exception",
    "Task", "RequestDelegate", "IApplicationBuilder", "IEndpointRouteBuilder", "IFeatureCollection", "IHostedService",
    "IHost", "IWebHostBuilder", "IMapper", "IMediator", "ISender", "IPublisher", "IValidator", "IValueProvider", "IComponentContext",
    "INotifyPropertyChanged", "ISerializable", "object", "string", "dynamic", "ITypeDescriptorContext", "IChangeToken",
    "IServiceProviderFactory", "IHostBuilder", "IHostApplicationBuilder", "ICommand", "IFixture",
];

/// How classes of libraries are called that go somewhere; others are values.
#[rustfmt::skip]
const ACTING: &[&str] = &[
    "Client", "Service", "Gateway", "Api", "Connection", "Session", "Driver", "Container", "Database", "Channel", "Producer",
    "Consumer", "Sender", "Receiver", "Processor", "Factory", "Store", "Bus", "Scheduler", "Cluster", "Bucket", "Queue",
    "Publisher", "Subscriber", "Credential", "Agent", "Table", "Command", "Runner", "Engine", "Plc", "Realm", "Checkout",
];

impl Project<'_> {
    /// What a type stands for whose words say `named`: a database is the cache where the file uses Redis' library, whose own type
    /// is called `IDatabase`, and none of a database; a client of something that nobody knows is of what the file uses, else of a host outside.
    pub(super) fn by_usings(
        &self,
        language: Language,
        path: &str,
        name: &str,
        named: Option<Boundary>,
    ) -> Option<Boundary> {
        if language != Language::CSharp || named.is_none() && !is_client(name) {
            return named;
        }
        let used = self.tree.file(path).map(|file| self.module(file).libraries)?;
        match named {
            Some(Boundary::Database)
                if used.contains(Boundary::Cache) && (name == "IDatabase" || !used.contains(Boundary::Database)) =>
            {
                Some(Boundary::Cache)
            }
            Some(named) => Some(named),
            None => Some(used.only_outside().unwrap_or(Boundary::Http)),
        }
    }

    /// What a type that nobody here defines stands for where all libraries that its file names are for one thing.
    pub(super) fn by_elimination(&self, language: Language, path: &str, name: &str) -> Option<Boundary> {
        let mut letters = name.chars();
        let is_interface =
            letters.next() == Some('I') && letters.next().is_some_and(|second| second.is_ascii_uppercase());
        let acts = is_interface || ACTING.iter().any(|ending| name.ends_with(ending));
        let is_type = acts && !name.contains(['.', '(', ' ']) && !PLAIN.contains(&name);
        (language == Language::CSharp && is_type)
            .then(|| self.only_used(path).or_else(|| self.used_for(path, name)))
            .flatten()
    }

    /// What a library is for that a file uses the namespace of and that a type is named after: `ISimpleQueuePaginators` beside
    /// `Acme.SimpleQueue.Model`.
    fn used_for(&self, path: &str, name: &str) -> Option<Boundary> {
        let file = self.tree.file(path)?;
        let head = self.store.part(&self.tree, file, Span::new(0, USINGS_BYTES))?;
        named_after(&String::from_utf8_lossy(&head), name)
    }

    /// What all libraries are for that a file of C# names.
    pub(super) fn only_used(&self, path: &str) -> Option<Boundary> {
        let file = self.tree.file(path)?;
        let head = self.store.part(&self.tree, file, Span::new(0, USINGS_BYTES))?;
        only_of(&String::from_utf8_lossy(&head))
    }
}

/// What all libraries are for that the usings of a text name; of a file of usings that nobody knows nothing is told.
fn only_of(head: &str) -> Option<Boundary> {
    let mut namespaces = Vec::new();
    let mut own = None;
    for line in head.lines().map(|line| line.trim_start_matches('\u{feff}').trim()) {
        if let Some(used) = line.strip_prefix("using ").and_then(|used| used.split_once(';')) {
            let is_plain = !used.0.contains([' ', '=', '(']);
            namespaces.extend(is_plain.then_some(used.0));
        } else if let Some(named) = line.strip_prefix("namespace ") {
            own = named.split(['.', ';', ' ', '{']).next();
            break;
        }
    }
    let is_below = |namespace: &str, around: &str| {
        namespace.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut only = None;
    for used in namespaces {
        if own.is_some_and(|own| is_below(used, own)) || COMMON.iter().any(|common| is_below(used, common)) {
            // What of the platform goes somewhere may be what the type is of, too.
            continue;
        }
        let known = boundary::of_library(Language::CSharp, used).filter(|known| boundary::is_outside(*known))?;
        if only.is_some_and(|only| only != known) {
            return None;
        }
        only = Some(known);
    }
    only
}

/// What the library is for whose namespace among the usings of a text a type is named after, by one of its longer names.
fn named_after(head: &str, name: &str) -> Option<Boundary> {
    const NAME_MIN: usize = 10;
    let name = name.strip_prefix('I').unwrap_or(name);
    let used = head.lines().filter_map(|line| {
        let used = line.trim_start_matches('\u{feff}').trim().strip_prefix("using ")?.split_once(';')?.0;
        (!used.contains([' ', '=', '('])).then_some(used)
    });
    used.filter(|used| used.split('.').skip(1).any(|part| part.len() >= NAME_MIN && name.starts_with(part)))
        .find_map(|used| boundary::of_library(Language::CSharp, used).filter(|known| boundary::is_outside(*known)))
}

/// What a client of Amazon's goes out to that the table does not have: each is called after its service (`IAmazonECR`).
pub(super) fn of_amazon(language: Language, name: &str) -> Option<Boundary> {
    let is_client = name.starts_with("IAmazon") || name.starts_with("Amazon") && name.ends_with("Client");
    (language == Language::CSharp && is_client && !name.contains('.')).then_some(Boundary::Http)
}

/// Whether a type is named as a client: `CopilotClient`.
fn is_client(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.ends_with("Client") && last.starts_with(|first: char| first.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usings_that_leave_one_thing() {
        let of = |usings: &[&str]| {
            let lines: Vec<String> = usings.iter().map(|used| format!("using {used};\n")).collect();
            only_of(&format!("{}\nnamespace Shop.Tests;\n", lines.concat()))
        };
        assert_eq!(of(&["System", "Moq", "Neo4j.Driver", "Shop.Graphs"]), Some(Boundary::Database));
        assert_eq!(of(&["Neo4j.Driver", "Quartz"]), None);
        assert_eq!(of(&["Neo4j.Driver", "Acme.Unknown"]), None);
        assert_eq!(of(&["System.Net.Http", "Xunit"]), None);
    }

    #[test]
    fn types_that_are_named_after_a_namespace() {
        let head = "using System;\nusing Amazon.SimpleNotificationService.Model;\nusing Amazon.S3;\nusing Queue = Amazon.SQS.X;\n";
        assert_eq!(named_after(head, "ISimpleNotificationServicePaginatorFactory"), Some(Boundary::Queue));
        assert_eq!((named_after(head, "IModelFactory"), named_after(head, "IDesk")), (None, None));
    }
}
