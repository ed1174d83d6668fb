use super::*;

fn entry_of(path: &str, scope: &str, target: &str, occurrence: u32) -> BaselineEntry {
    BaselineEntry {
        path: path.into(),
        scope: scope.into(),
        kind: Kind::Patch,
        boundary: Boundary::OwnService,
        target: target.into(),
        occurrence,
    }
}

#[test]
fn the_text_is_as_documented() {
    let mut baseline = ServiceBaseline { rule_set: 3, tests: 200, ..ServiceBaseline::default() };
    baseline.entries.insert(entry_of("tests/b.py", "TestA::test_x", "app.store.get", 0), None);
    baseline.entries.insert(entry_of("tests/b.py", "TestA::test_x", "app.store.get", 1), None);
    baseline.entries.insert(entry_of("tests/a b.py", "", "", 0), Some("the provider has no sandbox #12".into()));
    baseline.cleaned.insert("tests/aa.py".into());
    let expected = "\
# demock baseline: what is accepted of `services/auth`; only `demock baseline` writes here

format 1

rule-set 3

tests 200

# tests/a%20b.py
tests/a%20b.py - patch own-service - # the provider has no sandbox #12

# tests/aa.py

# tests/b.py
tests/b.py TestA::test_x patch own-service app.store.get
tests/b.py TestA::test_x patch own-service app.store.get +1

# end of the baseline
";
    assert_eq!(write("services/auth", &baseline), expected);
    assert_eq!(parse("x", expected.as_bytes()).unwrap(), baseline);
}

#[track_caller]
fn check_field(text: &str, expected: &str) {
    assert_eq!(field(text), expected);
    assert_eq!(unfield(expected).as_deref(), Some(text));
}

#[test]
fn fields_are_one_word_and_come_back() {
    check_field("", "-");
    check_field("-", "%2D");
    check_field("--", "--");
    check_field("a b", "a%20b");
    check_field("a\nb\tc\r", "a%0Ab%09c%0D");
    check_field("100%", "100%25");
    check_field("#x", "%23x");
    check_field("x#y", "x#y");
    check_field("+1", "%2B1");
    check_field("<<<<<<< HEAD", "%3C<<<<<<%20HEAD");
    check_field("=======", "%3D======");
    check_field("prüfung/测试", "prüfung/测试");
    check_field("a\u{202e}b\u{feff}", "a%E2%80%AEb%EF%BB%BF");
}

#[track_caller]
fn check_file(service: &str, expected: &str) {
    assert_eq!(file_name(service), expected);
    assert_eq!(service_of(expected).as_deref(), Some(service));
}

#[test]
fn services_name_files() {
    check_file("backend", "backend.txt");
    check_file("services/auth", "services+auth.txt");
    check_file("a+b", "a%2Bb.txt");
    check_file("", "-.txt");
    check_file("-", "%2D.txt");
    check_file("..", "%2E..txt");
    check_file("a:b\\c", "a%3Ab%5Cc.txt");
    assert_eq!(service_of(".gitattributes"), None);
    assert_eq!(service_of("README.md"), None);
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = parse("demock-baseline/a.txt", text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn what_is_no_baseline_is_named_with_its_line() {
    check_error("a b\n", "demock-baseline/a.txt:1: expected `PATH SCOPE KIND BOUNDARY TARGET`, saw 2 words");
    check_error("\na s patch cache t +x", "demock-baseline/a.txt:2: `+x` is not a number of occurrence");
    check_error("a s pach cache t", "demock-baseline/a.txt:1: `pach` is not a kind");
    check_error("a s patch cash t", "demock-baseline/a.txt:1: `cash` is not a boundary");
    check_error("a%2 s patch cache t", "demock-baseline/a.txt:1: `a%2` is not a text with `%` escapes");
    check_error("a%FF s patch cache t", "demock-baseline/a.txt:1: `a%FF` is not a text with `%` escapes");
    check_error("tests many", "demock-baseline/a.txt:1: `many` is not a number of tests");
    check_error("format 2", "demock-baseline/a.txt:1: format 2 is newer than this demock reads (1)");
    check_error("<<<<<<< HEAD\n", "demock-baseline/a.txt:1: a merge conflict was left in the file");
}

#[test]
fn what_a_merge_makes_can_be_read() {
    let text = "\u{feff}rule-set 2\r\nrule-set 3\r\ntests 50\r\ntests 20\r\nb s patch cache t\r\na s patch cache t\r\nb s patch cache t # why\r\n# a\r\n# a remark by hand\r\n";
    let baseline = parse("x", text.as_bytes()).unwrap();
    assert_eq!((baseline.rule_set, baseline.tests), (3, 20));
    let seen: Vec<_> = baseline.entries.iter().map(|(entry, reason)| (&*entry.path, reason.as_deref())).collect();
    assert_eq!(seen, [("a", None), ("b", Some("why"))]);
    assert!(baseline.cleaned.is_empty());
}

/// A small generator with a fixed seed: the same strings on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }

    fn text(&mut self) -> Text {
        const ODD: [&str; 16] = [
            " ",
            "\n",
            "\r",
            "\t",
            "%",
            "#",
            "-",
            "+",
            "%20",
            " # ",
            "::",
            "=======",
            "\u{2028}",
            "\0",
            "é",
            "\u{10ffff}",
        ];
        let length = self.below(7);
        let mut text = String::new();
        for _ in 0..length {
            match self.below(3) {
                0 => text.push_str(ODD[self.below(ODD.len() as u64) as usize]),
                1 => text.push(char::from(b' ' + self.below(95) as u8)),
                _ => text.extend(char::from_u32(self.below(0x11_0000) as u32)),
            }
        }
        text.into()
    }

    fn baseline(&mut self) -> ServiceBaseline {
        let mut baseline = ServiceBaseline {
            rule_set: self.below(1000) as u32,
            tests: self.below(1_000_000),
            ..ServiceBaseline::default()
        };
        for _ in 0..self.below(6) {
            let entry = BaselineEntry {
                path: self.text(),
                scope: self.text(),
                kind: Kind::ALL[self.below(Kind::ALL.len() as u64) as usize],
                boundary: Boundary::ALL[self.below(Boundary::ALL.len() as u64) as usize],
                target: self.text(),
                occurrence: self.below(3) as u32,
            };
            // A reason is never empty: the command refuses one.
            let reason = Some(self.text()).filter(|text| !text.is_empty());
            baseline.entries.insert(entry, reason);
        }
        for _ in 0..self.below(3) {
            baseline.cleaned.insert(self.text());
        }
        for entry in baseline.entries.keys() {
            baseline.cleaned.remove(&entry.path);
        }
        baseline
    }
}

#[test]
fn any_baseline_survives_being_written() {
    let mut random = Random(0x5EED);
    for _ in 0..20_000 {
        let (service, baseline) = (random.text(), random.baseline());
        let text = write(&service, &baseline);
        let read = parse("x", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read, baseline, "{text}");
        assert_eq!(write(&service, &read), text);
        assert_eq!(service_of(&file_name(&service)).as_deref(), Some(&*service));
    }
}
