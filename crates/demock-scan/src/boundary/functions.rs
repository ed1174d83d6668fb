//! Doubles that are named after a function of the language's own library: `mkdir: vi.fn()`, `const mockExecSync = jest.fn()`.
//!
//! Where code is handed such functions, the double's name is all that is written of them. Invariant: only names that
//! nothing else is called; a word as common as `read` or `open` tells nothing.

use super::words;
use demock_model::{Boundary, Language};

#[rustfmt::skip]
const NODE: &[(Boundary, &[&str])] = &[
    (Boundary::Filesystem, &[
        "readfile", "readfilesync", "writefile", "writefilesync", "appendfile", "appendfilesync", "copyfile",
        "copyfilesync", "mkdir", "mkdirsync", "mkdtemp", "mkdtempsync", "mkdirp", "readdir", "readdirsync", "rmdir",
        "rmdirsync", "rmsync", "unlink", "unlinksync", "realpath", "realpathsync", "lstat", "lstatsync", "statsync",
        "existssync", "accesssync", "renamesync", "symlink", "symlinksync", "chmod", "chmodsync", "createreadstream",
        "createwritestream", "rimraf",
    ]),
    (Boundary::Process, &[
        "execsync", "execfile", "execfilesync", "spawn", "spawnsync", "execa", "cwd", "chdir", "readstdin", "writestdin",
        "writestdout", "readstdout", "writestderr", "readstderr", "consolelog", "setrawmode",
    ]),
    (Boundary::Database, &[
        "findmany", "findunique", "findfirst", "finduniqueorthrow", "findfirstorthrow", "createmany", "updatemany",
        "deletemany", "findoneby", "findandcount", "findandcountby", "queryraw", "executeraw", "queryrawunsafe",
        "executerawunsafe",
    ]),
    (Boundary::Random, &["randomuuid", "randombytes", "randomint", "uuidv4", "nanoid"]),
    (Boundary::Http, &["fetch"]),
    (Boundary::Llm, &[
        "generatecontent", "generatecontentstream", "generatetext", "streamtext", "generateresponse", "embedcontent", "embedquery",
        "embeddocuments",
    ]),
];

#[rustfmt::skip]
const PYTHON: &[(Boundary, &[&str])] = &[
    (Boundary::Filesystem, &[
        "makedirs", "mkdir", "listdir", "rmtree", "unlink", "mkdtemp", "mkstemp", "isfile", "isdir", "readlink",
    ]),
    (Boundary::Database, &["executequery", "executesql", "runsql", "fetchone", "fetchall", "fetchrow", "executemany"]),
    (Boundary::Process, &["popen", "checkoutput", "checkcall", "getcwd", "chdir", "subp", "runcmd"]),
    (Boundary::Llm, &["generateresponse", "generatecontent", "embedcontent", "embedquery", "embeddocuments"]),
];

/// Methods that every Ruby object has from `Kernel`: what is stubbed on an object touches the machine.
const KERNEL: &[(Boundary, &[&str])] = &[
    (Boundary::Clock, &["sleep"]),
    (Boundary::Random, &["rand"]),
    (Boundary::Process, &["puts", "system", "exec", "fork", "spawn", "exit", "abort", "warn", "gets", "`"]),
];

/// What the method of `Kernel` touches that is stubbed on an object: `worker.puts`.
pub(crate) fn of_kernel(language: Language, name: &str) -> Option<Boundary> {
    let (object, method) = name.rsplit_once('.').filter(|_| language == Language::Ruby)?;
    let is_instance = !object.rsplit('.').next()?.starts_with(|first: char| first.is_uppercase());
    // Nothing else is called as a program is run.
    let known = KERNEL.iter().find(|(_, methods)| (is_instance || method == "`") && methods.contains(&method));
    known.map(|(boundary, _)| *boundary)
}

/// A method by which an agent or a chat is asked, which asks the model: `agent.ask`, `mock_chat.complete`.
pub(crate) fn of_model(name: &str) -> Option<Boundary> {
    let (object, method) = name.rsplit_once('.')?;
    let asks = matches!(method, "ask" | "complete" | "prompt" | "generate_text" | "generateText");
    let object = words::words(object.rsplit('.').next()?);
    let object = object.last().map_or("", String::as_str);
    let is_model = asks && matches!(object, "agent" | "chat" | "assistant")
        || matches!(object, "provider" | "model") && chats(method);
    is_model.then_some(Boundary::Llm)
}

/// Whether nothing but a language model has a method: `provider.chat`, `model.stream_chat`.
fn chats(method: &str) -> bool {
    let words = words::words(method);
    let plain = words.first().map(|first| first.strip_prefix('a').filter(|rest| *rest == "chat").unwrap_or(first));
    plain == Some("chat")
        || words.last().is_some_and(|last| matches!(last.as_str(), "chat" | "completion" | "completions"))
}

/// Words beside a function's name that only say that it is one.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "mock", "mocks", "mocked", "fake", "stub", "spy", "double", "dummy", "custom", "impl", "fn", "func", "function", "my", "original", "setup", "create", "make", "install",
];

/// What the function does that a double is named after.
pub(crate) fn of_name(language: Language, name: &str) -> Option<Boundary> {
    let table = match language {
        Language::JavaScript | Language::TypeScript => NODE,
        Language::Python => PYTHON,
        Language::Ruby => return runs_program(name).then_some(Boundary::Process),
        Language::Go | Language::Java | Language::Kotlin | Language::Rust | Language::CSharp | Language::Php => {
            return None;
        }
    };
    let last = name.rsplit('.').next()?;
    let words = words::words(last);
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|word| !PLAIN.contains(word)).collect();
    if let ["exec"] = &named[..]
        && language != Language::Python
        // `Model.find().exec()` runs a query; a function that is handed in by itself runs a program.
        && !name.contains('.')
    {
        return Some(Boundary::Process);
    }
    let whole = named.concat();
    let known = table.iter().find(|(_, names)| names.contains(&whole.as_str())).map(|(boundary, _)| *boundary);
    let asks = || {
        if asks_model(&named) {
            Some(Boundary::Llm)
        } else if asks_for_place(&named) || is_of_settings_file(&named) {
            Some(Boundary::Filesystem)
        } else {
            let is_program = asks_for_program(&named) || language == Language::Python && runs_program(name);
            (is_program || says_a_line(language, &named)).then_some(Boundary::Process)
        }
    };
    known.or_else(asks)
}

/// A transaction that code is handed, with the table that is reached through it: `tx.order.update`.
pub(crate) fn of_transaction(language: Language, names: &[&str]) -> Option<Boundary> {
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    let is_it = |name: &str| matches!(words::words(name).last().map(String::as_str), Some("tx" | "trx"));
    (is_ours && names.len() > 2 && is_it(names[0])).then_some(Boundary::Database)
}

/// What a member is of that a double of such a function answers with: `fetchMock.json`, `mockSpawn.stdout`.
pub(crate) fn of_answer(language: Language, names: &[&str]) -> Option<Boundary> {
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    let (first, _) = names.split_first().filter(|(_, rest)| is_ours && !rest.is_empty())?;
    of_name(language, first)
}

/// Whether a function is named as one that runs a program: `run_shell_command`, `Helpers.run_npm_command`, `run_subprocess`.
fn runs_program(name: &str) -> bool {
    let last = words::words(name.rsplit('.').next().unwrap_or(name));
    let Some((ends, before)) = last.split_last() else { return false };
    let is_run = before.first().is_some_and(|first| matches!(first.as_str(), "run" | "exec"));
    is_run && matches!(ends.as_str(), "command" | "commands" | "cmd" | "subprocess" | "shell")
}

/// Whether a function is named as one that asks a language model: `clientLLMGenerate`, `call_llm`.
fn asks_model(named: &[&str]) -> bool {
    const ASKING: &[&str] = &["generate", "call", "complete", "chat", "invoke", "request", "stream", "ask", "query"];
    matches!(named, [.., "llm", verb] | [verb, "llm"] if ASKING.contains(verb))
}

/// Whether a name asks whether a program is there: `is_git_installed`.
fn asks_for_program(named: &[&str]) -> bool {
    matches!(named, ["is" | "check" | "has", .., "installed"])
}

/// Whether a function's name says that it writes a line of some sort: `logSuccess`, `printLabeledWarning`.
fn says_a_line(language: Language, named: &[&str]) -> bool {
    const SORTS: &[&str] = &["success", "warning", "error", "info", "debug", "bullet", "line", "message", "banner"];
    let is_ours = matches!(language, Language::JavaScript | Language::TypeScript);
    is_ours && matches!(named, ["log" | "print", .., sort] if SORTS.contains(sort))
}

/// Whether a name asks whether a place is there: `agentFileExists`, `path_exists`.
fn asks_for_place(named: &[&str]) -> bool {
    const PLACES: &[&str] = &["file", "files", "path", "dir", "directory", "folder"];
    matches!(named, [.., place, "exists" | "exist"] if PLACES.contains(place))
}

/// Whether a name reads or writes a file that programs find their settings in: `writeNpmrc`, `read_vimrc`.
fn is_of_settings_file(named: &[&str]) -> bool {
    // "src", "arc" and "orc" are none.
    let is_file = |word: &str| word.len() > 4 && word.ends_with("rc") || word == "dotenv";
    matches!(named, ["read" | "write" | "load" | "save" | "append" | "update", .., file] if is_file(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_functions() {
        for (name, boundary) in [
            ("deps.mkdir", Some(Boundary::Filesystem)),
            ("mockExecSync", Some(Boundary::Process)),
            ("mockExec", Some(Boundary::Process)),
            ("query.exec", None),
            ("fetchImpl", Some(Boundary::Http)),
            ("clientLLMGenerate", Some(Boundary::Llm)),
            ("mockCallLlm", Some(Boundary::Llm)),
            ("llmSettings", None),
            ("setupMockFetch", Some(Boundary::Http)),
            ("prefetch", None),
            ("gateway.skillDirectoryExists", Some(Boundary::Filesystem)),
            ("userExists", None),
            ("isGitInstalled", Some(Boundary::Process)),
            ("read", None),
            ("writeNpmrc", Some(Boundary::Filesystem)),
            ("readSrc", None),
            ("npmrc", None),
        ] {
            assert_eq!(of_name(Language::TypeScript, name), boundary, "{name}");
        }
        assert_eq!(of_name(Language::Python, "mock_makedirs"), Some(Boundary::Filesystem));
        assert_eq!(of_name(Language::Go, "mkdir"), None);
        assert_eq!(of_name(Language::Ruby, "Helpers.run_npm_command"), Some(Boundary::Process));
        assert_eq!(of_name(Language::Python, "app.tools.run_subprocess"), Some(Boundary::Process));
        assert_eq!((of_name(Language::Ruby, "command"), of_name(Language::Ruby, "run_report")), (None, None));
        assert_eq!(of_kernel(Language::Ruby, "@worker.puts"), Some(Boundary::Process));
        assert_eq!(of_kernel(Language::Ruby, "Report.exec"), None);
        assert_eq!(of_kernel(Language::Ruby, "Report.`"), Some(Boundary::Process));
        assert_eq!(of_model("backend_agent.ask"), Some(Boundary::Llm));
        assert_eq!(
            (of_model("desk.provider.chat"), of_model("desk.model.stream_chat")),
            (Some(Boundary::Llm), Some(Boundary::Llm))
        );
        assert_eq!((of_model("provider.name"), of_model("chat")), (None, None));
        assert_eq!((of_model("user_agent.parse"), of_model("clerk.ask"), of_model("ask")), (None, None, None));
    }
}
