//! What a language's own means are: its temporary folder, its seeded generator, its captured stream.

use demock_model::Language;

pub(super) const fn clock(language: Language) -> &'static str {
    match language {
        Language::Java | Language::Kotlin => "give the code a `java.time.Clock` as a parameter",
        Language::CSharp => "give the code a `TimeProvider` as a parameter",
        Language::Php => "give the code a `Psr\\Clock\\ClockInterface` as a parameter",
        Language::Go => "give the code its clock as a parameter, a `func() time.Time`",
        Language::Python | Language::JavaScript | Language::TypeScript | Language::Rust | Language::Ruby => {
            "give the code its clock as a parameter"
        }
    }
}

pub(super) const fn seed(language: Language) -> &'static str {
    match language {
        Language::Python => "give the code its generator as a parameter: `random.Random(seed)`",
        Language::Go => "give the code its generator as a parameter: `rand.New(rand.NewPCG(seed, 0))`",
        Language::Kotlin => "give the code its generator as a parameter: `Random(seed)`",
        Language::Rust => "give the code its generator as a parameter: `StdRng::seed_from_u64(seed)`",
        Language::Ruby => "give the code its generator as a parameter: `Random.new(seed)`",
        Language::Java | Language::CSharp => "give the code its generator as a parameter: `new Random(seed)`",
        Language::Php => "give the code its generator as a parameter: `new Randomizer(new Mt19937($seed))`",
        Language::JavaScript | Language::TypeScript => "give the code its generator as a parameter, with a fixed seed",
    }
}

pub(super) const fn folder(language: Language) -> &'static str {
    match language {
        Language::Python => "pytest's `tmp_path`, `tempfile.TemporaryDirectory()`",
        Language::JavaScript | Language::TypeScript => "`fs.mkdtemp(path.join(os.tmpdir(), \"t-\"))`",
        Language::Go => "`t.TempDir()`",
        Language::Java | Language::Kotlin => "JUnit's `@TempDir`",
        Language::Rust => "`tempfile::tempdir()`",
        Language::Ruby => "`Dir.mktmpdir`",
        Language::CSharp => "`Directory.CreateTempSubdirectory()`",
        Language::Php => "a folder of its own below `sys_get_temp_dir()`",
    }
}

pub(super) const fn stream(language: Language) -> &'static str {
    match language {
        Language::Python => "capture the real stream: pytest's `capfd` and `caplog`",
        Language::Ruby => "capture the real stream: `expect { … }.to output.to_stdout_from_any_process`",
        Language::Go => "give the code its `io.Writer` as a parameter",
        Language::Rust => "give the code its `impl Write` as a parameter",
        Language::CSharp => "give the code its `TextWriter` as a parameter",
        Language::Java | Language::Kotlin => "give the code its `PrintStream` as a parameter",
        Language::JavaScript | Language::TypeScript | Language::Php => "read the real stream of a process of its own",
    }
}
