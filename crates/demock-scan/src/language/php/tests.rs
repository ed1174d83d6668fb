//! PHP's front end on small sources: scopes and test names, imports, literals, broken code.

use crate::engine::Scanner;
use crate::language::{FileRole, robust};
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use demock_model::Language;

fn scan(source: &str) -> FileScan {
    Scanner::default().scan(&RuleSet::of_libraries(), Language::Php, FileRole::Test, source.as_bytes())
}

#[track_caller]
fn check_tests(source: &str, expected: &[&str]) {
    let scan = scan(source);
    let names: Vec<&str> = scan.tests.iter().map(|test| test.name.as_ref()).collect();
    assert_eq!(names, expected, "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

#[track_caller]
fn check_lines(source: &str, expected: &[u32]) {
    let scan = scan(source);
    assert_eq!(scan.doubles().map(|site| site.place.line).collect::<Vec<_>>(), expected, "{source}");
}

/// A text that holds a mock is silent, and the mock in the line after it is seen.
#[track_caller]
fn check_silent(literal: &str) {
    let source = format!("<?php $x = {literal};\n$y = Mockery::mock(A::class);\n");
    let scan = scan(&source);
    let line = literal.matches('\n').count() as u32 + 2;
    assert_eq!(scan.doubles().map(|site| site.place.line).collect::<Vec<_>>(), [line], "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

#[test]
fn a_dot_joins_texts() {
    check_lines(
        "<?php\n$a = 'x' . Mockery::mock(A::class);\n$b = $c . \\Mockery::mock(A::class);\n$d = [e() . Mockery::mock('B')];\n$f .= Mockery::mock('B');\n$g = h(...$i);\n$j = Mockery::mock('B') . 'k';\n",
        &[2, 3, 4, 5, 7],
    );
}

#[test]
fn tests_have_the_names_of_their_classes() {
    check_tests(
        "<?php\nnamespace A;\nabstract class BTest extends \\C\\TestCase implements D {\n  use E;\n  public function testF(): ?G { return new class(1) extends H { public function testNo() {} }; }\n  /** @test */\n  public function itWorks(int $a = 1, \\I|J ...$b) { match ($a) { 1 => 2, default => fn () => 3 }; }\n  #[Test, K('x]')]\n  public static function &other() { $f = function () use ($a): int { return 1; }; if ($a): echo 1; endif; }\n  function helper() {}\n}\n",
        &["BTest::testF", "BTest::itWorks", "BTest::other"],
    );
    check_tests(
        "<?php\ndescribe('a', function () {\n  beforeEach(fn () => 1);\n  it('does \\'b\\'', function () { test(1); });\n});\ntest('c', fn () => expect(1)->toBe(1));\n",
        &["a::does \\'b\\'", "c"],
    );
}

#[test]
fn groups_are_markers() {
    let scan = scan(
        "<?php\n#[Group('integration')]\nclass T {\n  /**\n   * @group slow\n   */\n  public function testA() {}\n}\n",
    );
    let markers: Vec<&str> = scan.tests[0].markers.iter().map(AsRef::as_ref).collect();
    assert_eq!(markers, ["slow", "integration"]);
}

#[test]
fn texts_and_comments_are_silent() {
    for literal in [
        "'Mockery::mock(1) \\' x'",
        "\"Mockery::mock(1) {$a['b']} ${c}\"",
        "`Mockery::mock(1)`",
        "1 /* Mockery::mock(1) */",
        "1 // Mockery::mock(1)\n",
        "1 # Mockery::mock(1)\n",
        "<<<A\nMockery::mock(1) ' \" {\nA",
        "<<<'A'\n  Mockery::mock(1)\n  A . 'b'",
        "\"Mockery::mock(1)\n\\\"Mockery::mock(2)\"",
        "1 ?>Mockery::mock(1) ' {<?php 2",
        "1; // x ?> it's Mockery::mock(1) <?php\n2",
        "$m::class . $a?->mock . $b->{'mock'}",
        "1 << 2",
    ] {
        check_silent(literal);
    }
}

#[test]
fn imports_have_many_forms() {
    let body = "$a = new X([]);\n";
    for import in [
        "use GuzzleHttp\\Handler\\MockHandler as X;",
        "use A, GuzzleHttp\\Handler\\MockHandler as X;",
        "use GuzzleHttp\\{Client, Handler\\MockHandler as X,};",
        "use function a\\b; use GuzzleHttp\\Handler\\{MockHandler as X};",
    ] {
        check_lines(&format!("<?php {import}\n{body}"), &[2]);
    }
    check_lines(
        "<?php\nuse Other\\MockHandler;\n$a = new MockHandler([]);\n$b = new \\GuzzleHttp\\Handler\\MockHandler;\n",
        &[4],
    );
}

#[test]
fn damage_is_bounded() {
    let scan = scan(
        "<?php\nclass ATest extends T {\n  public function testA() {\n    if ($x) {\n    $a = foo([1, 2;\n  public function testB() {\n    $b = Mockery::mock(1);\n  }\n}\n\nclass BTest {\n  public function testC() { $c = Mockery::mock(2); }\n}\n",
    );
    assert!(scan.problem.is_some());
    let scopes: Vec<&str> = scan.doubles().map(|site| site.scope.as_ref()).collect();
    assert_eq!(scopes, ["ATest::testB", "BTest::testC"]);
}

#[test]
fn no_input_makes_it_fail() {
    robust::check(
        Language::Php,
        "<?php\nnamespace A;\nuse B\\{C, D as E};\n#[F('x')]\nclass G extends H {\n  /** @test */\n  public function i(J $k = null) {\n    $l = <<<M\n  n\n  M;\n    $this->o = Mockery::mock(P::class)->q(fn () => [1]);\n    $_ENV['r'] = \"s{$t}\"; new class { };\n  }\n}\nit('u', function () { }); ?>\nv\n<?= match(1) { 1 => 2 } ?>\n",
        b"'\"`#{}()[]<>?:;\\$-=/*\n ",
    );
}
