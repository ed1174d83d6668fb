//! Every snippet before a real parser of its language, where the machine has one. What could not be checked is said:
//! `cargo test -p demock-report --test it parsers -- --nocapture`.
//!
//! Absent on purpose: types and names. Snippets speak of code that the reader's project has.

use demock_model::Boundary;
use demock_report::replacement::{Harness, snippet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that reads a text of a language and fails where it is none.
struct Parser {
    program: &'static str,
    /// `FILE` stands for the text's file, `TOOL` for that of the program that [`Parser::tool`] is.
    arguments: &'static [&'static str],
    /// Arguments with which the program says that it is there, and what it needs besides.
    there: &'static [&'static str],
    /// A program for the program.
    tool: &'static str,
    extension: &'static str,
    /// What the language wants at the top of a file.
    before: &'static str,
}

const PYTHON: Parser = Parser {
    program: "python3",
    arguments: &["-c", "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())", "FILE"],
    there: &["--version"],
    tool: "",
    extension: "py",
    before: "",
};

/// Parses only: javac itself would ask for the names.
const JAVAC: &str = "import com.sun.source.util.JavacTask;
import javax.tools.*;
class Parse {
    public static void main(String[] args) throws Exception {
        var found = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(found, null, null).getJavaFileObjects(args[0]);
        ((JavacTask) compiler.getTask(null, null, found, null, null, files)).parse();
        found.getDiagnostics().forEach(System.err::println);
        System.exit(found.getDiagnostics().isEmpty() ? 0 : 1);
    }
}
";

/// Grammars out of packages of the same name, where nobody has a compiler.
const TREE_SITTER: &str = "import importlib, sys, tree_sitter
grammar = importlib.import_module(sys.argv[1])
language = getattr(grammar, 'language', None) or grammar.language_typescript
parser = tree_sitter.Parser(tree_sitter.Language(language()))
sys.exit(len(sys.argv) > 2 and parser.parse(open(sys.argv[2], 'rb').read()).root_node.has_error)
";

const fn parser(harness: Harness) -> Parser {
    match harness {
        Harness::Pytest | Harness::Unittest => PYTHON,
        Harness::Jest => Parser {
            program: "python3",
            arguments: &["-c", TREE_SITTER, "tree_sitter_typescript", "FILE"],
            there: &["-c", TREE_SITTER, "tree_sitter_typescript"],
            tool: "",
            extension: "ts",
            before: "",
        },
        Harness::GoTest => Parser {
            program: "gofmt",
            arguments: &["-e", "FILE"],
            there: &["--help"],
            tool: "",
            extension: "go",
            before: "package orders\n\n",
        },
        Harness::JUnit => Parser {
            program: "java",
            arguments: &["-XX:TieredStopAtLevel=1", "TOOL", "FILE"],
            there: &["--list-modules"],
            tool: JAVAC,
            extension: "java",
            before: "",
        },
        Harness::CargoTest => Parser {
            program: "rustfmt",
            arguments: &["--edition", "2024", "--emit", "stdout", "FILE"],
            there: &["--version"],
            tool: "",
            extension: "rs",
            before: "",
        },
        Harness::RSpec => Parser {
            program: "ruby",
            arguments: &["-c", "FILE"],
            there: &["--version"],
            tool: "",
            extension: "rb",
            before: "",
        },
        Harness::PhpUnit => Parser {
            program: "php",
            arguments: &["-l", "FILE"],
            there: &["--version"],
            tool: "",
            extension: "php",
            before: "<?php\n\n",
        },
        Harness::Kotlin => Parser {
            program: "python3",
            arguments: &["-c", TREE_SITTER, "tree_sitter_kotlin", "FILE"],
            there: &["-c", TREE_SITTER, "tree_sitter_kotlin"],
            tool: "",
            extension: "kt",
            before: "",
        },
        Harness::XUnit => Parser {
            program: "python3",
            arguments: &["-c", TREE_SITTER, "tree_sitter_c_sharp", "FILE"],
            there: &["-c", TREE_SITTER, "tree_sitter_c_sharp"],
            tool: "",
            extension: "cs",
            before: "",
        },
    }
}

/// A folder that goes away with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("demock-snippets-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        Self(folder)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a written file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl Parser {
    fn is_there(&self) -> bool {
        let ran = Command::new(self.program).args(self.there).stdout(Stdio::null()).stderr(Stdio::null()).status();
        // `gofmt --help` says how it is used, and fails.
        ran.is_ok_and(|status| status.success() || self.program == "gofmt")
    }

    /// What the parser says of a text that it refuses.
    fn refuses(&self, folder: &Folder, text: &str) -> Option<String> {
        let file = folder.file(&format!("Snippet.{}", self.extension), &format!("{}{text}\n", self.before));
        let tool = folder.file("Parse.java", self.tool);
        let argument = |word: &&'static str| -> &Path {
            match *word {
                "FILE" => &file,
                "TOOL" => &tool,
                word => Path::new(word),
            }
        };
        let ran = Command::new(self.program).args(self.arguments.iter().map(argument)).output().expect("a program");
        (!ran.status.success())
            .then(|| format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)))
    }
}

#[test]
fn every_snippet_parses() {
    let mut said = std::io::stderr().lock();
    let mut refused = Vec::new();
    for harness in Harness::ALL {
        let parser = parser(*harness);
        if !parser.is_there() {
            writeln!(said, "{harness:?}: not checked: {} is not here", needed(&parser)).expect("standard error");
            continue;
        }
        let folder = Folder::new(&format!("{harness:?}"));
        let broken = parser.refuses(&folder, "}} ) not ( a test {{");
        assert!(broken.is_some(), "{harness:?}: {} takes everything", parser.program);
        for boundary in Boundary::ALL {
            let problem = parser.refuses(&folder, snippet(*boundary, *harness));
            refused.extend(problem.map(|problem| format!("{harness:?} {boundary}: {problem}")));
        }
        writeln!(said, "{harness:?}: {} snippets parsed by {}", Boundary::ALL.len(), parser.program)
            .expect("standard error");
    }
    assert_eq!(refused, Vec::<String>::new());
}

/// What has to be installed.
fn needed(parser: &Parser) -> String {
    let package = parser.there.iter().find(|word| word.starts_with("tree_sitter_"));
    package.map_or_else(|| parser.program.to_owned(), |package| format!("{} with {package}", parser.program))
}
