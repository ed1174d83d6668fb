//! Ruby's front end on small sources: scopes and test names, `require`s, literals, broken code.

use crate::engine::Scanner;
use crate::facts::Facts;
use crate::language::{FileRole, read, robust};
use crate::ruleset::RuleSet;
use crate::site::FileScan;
use crate::text::Source;
use demock_model::Language;
use std::fmt::Write as _;

fn scan(source: &str) -> FileScan {
    Scanner::default().scan(&RuleSet::of_libraries(), Language::Ruby, FileRole::Test, source.as_bytes())
}

fn facts(source: &str) -> Facts {
    let mut facts = Facts::default();
    read(
        Language::Ruby,
        Source::new(source.as_bytes()),
        FileRole::Test,
        RuleSet::built_in().of(Language::Ruby).interest(),
        &mut facts,
    );
    facts
}

#[track_caller]
fn check_tests(source: &str, expected: &[&str]) {
    let scan = scan(source);
    let names: Vec<&str> = scan.tests.iter().map(|test| test.name.as_ref()).collect();
    assert_eq!(names, expected, "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

/// Lines with sites.
#[track_caller]
fn check_lines(source: &str, expected: &[u32]) {
    let scan = scan(source);
    let lines: Vec<u32> = scan.doubles().map(|site| site.place.line).collect();
    assert_eq!(lines, expected, "{source}");
}

/// A text that holds a mock is silent, and the mock in the line after it is seen.
#[track_caller]
fn check_silent(literal: &str) {
    let source = format!("x = {literal}\ny = double(:seen)\n");
    let scan = scan(&source);
    let lines = literal.matches('\n').count() as u32 + 2;
    assert_eq!(scan.doubles().map(|site| site.place.line).collect::<Vec<_>>(), [lines], "{source}");
    assert_eq!(scan.problem, None, "{source}");
}

#[test]
fn tests_have_the_names_of_their_groups() {
    check_tests(
        "RSpec.describe Foo::Bar, \"#x\" do\n  context 'when \"a\"' do\n    it(\"b\") { }\n    it { }\n  end\n  specify 'c' do\n  end\nend\n",
        &["Foo::Bar::when \"a\"::b", "Foo::Bar::when \"a\"::it", "Foo::Bar::c"],
    );
    check_tests(
        "module A\n  class BTest < Minitest::Test\n    def test_c = assert(true)\n    def helper; end\n    def test_d?\n    end\n  end\nend\n",
        &["A::BTest::test_c", "A::BTest::test_d?"],
    );
    check_tests("class T < ActiveSupport::TestCase\n  test \"a b\" do\n  end\nend\n", &["T::a b"]);
    check_tests("def test_a\n  x.each do |it| it.test 'no' do end end\nend\n", &["test_a"]);
}

#[test]
fn blocks_and_modifiers_balance() {
    check_tests(
        "def test_a\n  return if x\n  y = if z then 1 else 2 end\n  w while v\n  while u do t end\n  begin; s; end until r\n  for i in 1..2 do q end\n  p rescue o\n  case n when 1 then m end\n  l = case k\n  when 2 then j\n  end\n  h.class if g.end\n  {if: 1, end: 2, do: 3}\n  -> { f }\n  ->(e) do d end\n  def self.c=(b); a; end\n  foo(if: 1)\nend\ndef test_b\nend\n",
        &["test_a", "test_b"],
    );
    check_tests(
        "def test_a\n  x = y\n    .map { |z| z }\n    # why\n    .first\n  until w.any? ? v : u\n  end\nend\ndef test_b; end\n",
        &["test_a", "test_b"],
    );
    check_tests(
        "def x=(v); end\ndef y=\nend\ndef ==(o) o end\ndef [](i) i end\ndef -@; end\ndef test_z; end\n",
        &["test_z"],
    );
}

#[test]
fn texts_and_comments_are_silent() {
    for literal in [
        "\"double(1)\"",
        "'double(1) \\' double(2)'",
        "%w[double(1) double(2)]",
        "%q(double(1) (double(2)))",
        "%Q{double(1)}",
        "%i[double]",
        "%(double(1))",
        "%r{double(1)}i",
        "/double(1)/x",
        "[/\"/, ?\", 1] # double(1)",
        "`double(1)`",
        ":\"double(1)\"",
        ":double",
        "<<~TEXT\n  double(1)\n  \"\n  TEXT",
        "<<-'TEXT'.strip\n  double(1) #{\n  TEXT",
        "[<<A, <<B]\ndouble(1)\nA\ndouble(2)\nB",
        "1\n=begin\ndouble(1)\n=end",
        "a / double_rate / b",
        "a ? /double(1)/ : 2",
        "{ double: 1, \"double\": 2 }",
        "$' + $\" + $/",
        "a.b % double_rate",
    ] {
        check_silent(literal);
    }
    check_lines("x = 1\n__END__\ndouble(1)\n", &[]);
}

#[test]
fn code_in_interpolations_is_code() {
    check_lines("x = \"a #{double(:a)} \\\"b\\\" #{\"c #{[1].map { |d| d }}\"}\"\ny = double(:b)\n", &[1, 2]);
}

#[test]
fn calls_need_no_parentheses() {
    check_lines("allow(x).to receive :m\n", &[1]);
    check_lines("allow x do\nend\nexpect(x).to eq double\n", &[3]);
    check_lines("let(:a) { double }\nb = c ? double : 1\nd double, spy(1)\n", &[1, 2, 3]);
    check_lines("expect(x).to receive(:m) do |double|\n  double(1)\nend\n", &[1]);
    check_lines("double = 1\nfoo(double)\n", &[]);
    check_lines("def f(double) double.x end\nlet(:spy) { 1 }\nit { spy }\n", &[]);
}

#[test]
fn doubles_of_the_file_are_configured_and_not_made_again() {
    check_lines("let(:a) { double(:a) }\nbefore { allow(a).to receive(:b) }\n", &[1]);
    check_lines("before { @a = spy }\nit { expect(@a).to receive(:b) }\n", &[1]);
    check_lines("a = instance_double(A)\nallow(a).to receive(:b)\nallow(c).to receive(:b)\n", &[1, 3]);
}

#[test]
fn tags_are_markers() {
    let scan = scan(
        "RSpec.describe 'a', :slow, type: :request do\n  it 'b', integration: true, focus: false do\n  end\nend\n",
    );
    let markers: Vec<&str> = scan.tests[0].markers.iter().map(AsRef::as_ref).collect();
    assert_eq!(markers, ["integration", "slow", "request"]);
}

#[test]
fn required_files_are_imports() {
    let source = "require 'mocha/minitest'\nrequire_relative '../test_helper'\nrequire File.expand_path('../spec_helper', __FILE__)\n";
    let facts = facts(source);
    let modules: Vec<&str> =
        facts.imports.iter().map(|import| facts.module_text(import.module, Source::new(source.as_bytes()))).collect();
    assert_eq!(modules, ["mocha/minitest", "test_helper", "spec_helper"]);
}

#[test]
fn damage_is_bounded() {
    let cut = "class ATest\n  def test_a\n    if x\n    y(1, [2\n  end\n\n  def test_b\n    z = double(:a)\n  end\nend\n\nclass BTest\n  def test_c\n    double(:b)\n  end\nend\n";
    let scan = scan(cut);
    assert!(scan.problem.is_some());
    let scopes: Vec<&str> = scan.doubles().map(|site| site.scope.as_ref()).collect();
    assert_eq!(scopes, ["ATest::test_b", "BTest::test_c"]);
    check_lines("x = \"never closed\n\ndef test_a\n  double(:a)\nend\n", &[4]);
    check_lines("x = <<~TEXT\n  never closed\ndef test_a\n  double(:a)\nend\n", &[4]);
    check_lines("def test_a\n  double(:a)\nend\nend\n}\n)\ndef test_b\n  double(:b)\nend\n", &[2, 8]);
}

/// A sample with one of everything.
fn sample() -> String {
    let mut text = String::new();
    for (at, part) in [
        "describe Foo, vcr: true do\n  let(:a) { double('x') }\n",
        "  before do |example|\n    allow(a).to receive(:b).and_return(<<~T)\n      text #{x}\n    T\n  end\n",
        "  it \"s #{a + \"b\"}\" do\n    x = /re\\//i; y = %w[a b]; z = ?a\n    ENV['A'] = :\"q\"\n  end\nend\n",
        "class B < C::D\n  def self.e=(f) = g\n  def test_h(i, j = {k: 1}) ; l if m ; end\nend\n",
    ]
    .iter()
    .enumerate()
    {
        write!(text, "# {at}\n{part}").expect("a string");
    }
    text
}

#[test]
fn no_input_makes_it_fail() {
    robust::check(Language::Ruby, &sample(), b"\"'`#{}()[]|:;\n %/<~=\\?@$&.,dend");
}
