//! What the front end makes of small sources, and that no source can break it.

use super::read;
use crate::facts::{Facts, ScopeKind};
use crate::interest::Interest;
use crate::language::FileRole;
use crate::text::Source;

fn interest() -> Interest {
    let mut interest = Interest::default();
    for name in ["fn", "spyOn", "mock"] {
        interest.add_last(name);
    }
    for name in ["jest", "vi", "vitest"] {
        interest.add_head(name);
    }
    interest.add_every_assignment();
    interest
}

fn facts(source: &str) -> Facts {
    let mut facts = Facts::default();
    read(source.as_bytes(), FileRole::Test, &interest(), &mut facts);
    facts
}

/// Kept calls as written, each with the names of its scopes.
fn calls(source: &str) -> Vec<String> {
    let facts = facts(source);
    assert!(facts.problems.is_empty(), "{:?} in {source}", facts.problems);
    let name = |span: crate::facts::Span| span.text(Source::new(source.as_bytes())).to_owned();
    let described = facts.calls.iter().filter(|call| call.path.count > 0).map(|call| {
        let path: Vec<String> = facts.path_names(call.path).iter().map(|part| name(part.span)).collect();
        let mut scopes = Vec::new();
        let mut at = call.scope;
        while at != 0 {
            scopes.push(name(facts.scopes[at as usize].name));
            at = facts.scopes[at as usize].parent;
        }
        scopes.reverse();
        format!("{}[{}]", path.join("."), scopes.join("::"))
    });
    described.collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(calls(source), expected, "{source}");
}

#[test]
fn literals_and_comments_are_silent_and_end_where_they_end() {
    for literal in [
        "'jest.fn()'",
        r#""a \" jest.fn()""#,
        "'jest.fn() \\\n jest.fn()'",
        "`jest.fn() ${a + `jest.fn() ${ {b: '}'}.b }`} jest.fn()`",
        r"/jest.fn()[/'`]\//g",
        "a / b / c",
        "x++ / 2 / 'jest.fn()'.length",
        "(a) / b / (c)",
        "[1] / 2",
        "// jest.fn()\n1",
        "/* jest.fn() \n */ 1",
        "<p title='jest.fn()'>it's jest.fn() {/* jest.fn() */} {`}`} <b/></p>",
        "<>don't {a ? <i>jest.fn()</i> : null}</>",
        "<T,>(x: T) => x",
        "<any>b",
        "a < b && c > d",
        "0x1f + 1_000n + .5 + 1.e3",
        "b as Map<string, () => { jest: 'jest.fn()' }>",
        "b! / 2",
        "function () { return /jest.fn()'/ }",
        "async <T extends Foo<T>>(a?: T, ...b: T[]): Promise<T> => a",
    ] {
        check(&format!("const a = {literal};\njest.fn();\n"), &["jest.fn[]"]);
        check(&format!("use({literal}, jest.fn())"), &["jest.fn[]"]);
    }
}

#[test]
fn a_regular_expression_follows_what_no_operand_does() {
    check("if (a) /'/.test(b); jest.fn()", &["jest.fn[]"]);
    check("return\n/'/.test(b); jest.fn()", &["jest.fn[]"]);
    check("{ a }\n/'/.test(b); jest.fn()", &["jest.fn[]"]);
    check("const f = x => /'/; jest.fn()", &["jest.fn[]"]);
    check("typeof /'/; a instanceof /'/; jest.fn()", &["jest.fn[]"]);
}

#[test]
fn definitions_of_methods_are_no_calls() {
    check("class A { fn() {} static async fn<T>(a: T): void {} get fn() { return 1 } #fn() {} ['fn']() {} }", &[]);
    check("const a = { fn() { return jest.fn() }, async mock(x) {}, fn: 1, get mock() { return 2 } }", &["jest.fn[]"]);
}

#[test]
fn tests_have_the_names_of_their_titles() {
    check(
        "describe('a', () => { describe.only(`b`, function () { it.each([1])('c %s', () => { jest.fn() }) }) })",
        &["jest.fn[a::b::c %s]"],
    );
    check("test.each`\nx\n${1}\n`('t', () => jest.fn())", &["jest.fn[t]"]);
    check("describe(Foo.name, () => { beforeEach(async () => jest.fn()) })", &["jest.fn[Foo.name::beforeEach]"]);
    check(
        "QUnit.module('m', (hooks) => { hooks.before(() => jest.fn()); QUnit.test('t', () => jest.fn()) })",
        &["jest.fn[m::before]", "jest.fn[m::t]"],
    );
    check("/x/.test('t', jest.fn())", &["jest.fn[]"]);
    check("suite.test.mock('t', jest.fn())", &["suite.test.mock[]", "jest.fn[]"]);
}

#[test]
fn functions_and_classes_are_scopes() {
    check("export default async function* make() { jest.fn() }\njest.fn()", &["jest.fn[make]", "jest.fn[]"]);
    check(
        "const make = async (a: { b: string }): Promise<void> => { jest.fn() }\njest.fn()",
        &["jest.fn[make]", "jest.fn[]"],
    );
    check("const make = a => jest.fn()\njest.fn()", &["jest.fn[make]", "jest.fn[]"]);
    check(
        "class A<T> extends B<T> implements C { x = jest.fn(); y = () => { jest.fn() }\n m(): T | undefined { jest.fn() } }",
        &["jest.fn[A]", "jest.fn[A::y]", "jest.fn[A::m]"],
    );
    check("const A = class { @Dec({ a: jest.fn() }) m() { jest.fn() } }", &["jest.fn[A]", "jest.fn[A::m]"]);
}

#[test]
fn casts_and_parentheses_keep_the_path() {
    let facts = facts("(window as any).fetch = 1; (<any>globalThis).x.y = 2; (await import('a')).b = 3; a!.b = 4");
    let targets: Vec<_> = facts.assigns.iter().map(|assign| facts.path_names(assign.target).len()).collect();
    assert_eq!(targets, [2, 3, 1, 2]);
}

#[test]
fn imports_of_every_form() {
    let source = "import a, { b as c, type D } from 'm'; import * as e from \"n\"; import 'o'; import type F from 'p';\n\
                  const g = require('q'), h = 1; const { i, j: k } = require('r'); import l = require('s');\n\
                  const m = __importStar(require('t')); const { n } = await import('u'); export { x } from 'v'";
    let facts = facts(source);
    let imports: Vec<String> = facts
        .imports
        .iter()
        .map(|import| {
            let text = |span: crate::facts::Span| span.text(Source::new(source.as_bytes())).to_owned();
            let module = facts.module_text(import.module, Source::new(source.as_bytes()));
            format!("{}={module}.{}", text(import.local.span), import.member.map(text).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        imports,
        ["a=m.", "c=m.b", "D=m.D", "e=n.", "=o.", "F=p.", "g=q.", "i=r.i", "k=r.j", "l=s.", "m=t.", "n=u.n"]
    );
    assert!(facts.problems.is_empty(), "{:?}", facts.problems);
}

#[test]
fn what_looks_like_an_object_can_be_a_block() {
    check("switch (a) { case 'x': { jest.fn(); break } default: { jest.fn() } }", &["jest.fn[]", "jest.fn[]"]);
    check("label: { jest.fn() }", &["jest.fn[]"]);
    check("if (a) { jest.fn() } else { jest.fn() }", &["jest.fn[]", "jest.fn[]"]);
    check("namespace A.B { jest.fn() } declare module 'x' { export function fn(): void }", &["jest.fn[]"]);
    check("try { jest.fn() } catch { jest.fn() }\nenum E { A = 1, B }", &["jest.fn[]", "jest.fn[]"]);
}

#[test]
fn damage_ends_at_the_next_top_level_line() {
    for broken in [
        "describe('a', () => {\n  it('b', () => {\n    jest.fn(;\n",
        "const a = `never closed ${1}\n",
        "const a = <div id={a}>\n  text\n",
        "const a = 'open\n",
        "const a = [1, 2));\n",
        "/* open */ function f( {\n",
    ] {
        let source = format!("{broken}\nfunction after() {{\n  jest.fn();\n}}\n");
        let facts = facts(&source);
        assert!(!facts.problems.is_empty(), "{broken}");
        let last = facts.calls.last().unwrap_or_else(|| panic!("a call after {broken}"));
        assert_eq!(facts.scopes[last.scope as usize].name.text(Source::new(source.as_bytes())), "after", "{broken}");
    }
}

const SAMPLE: &str = r#"
import sinon, { type Stub as S } from "sinon"; const { vi: v = 1, ...rest } = require('vitest');
@Dec({ a: [1] }) export class A<T extends B> extends C<T> { #x = jest.fn(); static { vi.fn() } get [k]() { return `${a}` } }
describe("a", () => { it.each`x ${1}`("t", async ({ x }) => { (global as any).fetch = jest.fn<A, [B]>().mock(x => /['"]/g) }) });
const E = <T,>(p: T) => <F a="b" {...p} c={<G/>}>it's {p ? <b>1</b> : `}`} {/* c */}</F>;
type U = A extends B ? { c: string } : () => void; interface V { fn(): void; mock?: W<X> }
switch (a) { case 1: { jest.mock("x") } default: x ||= y?.z?.[0] ?? 1 / 2; } label: for (const q of r) { if (s) /t/.u() }
"#;

/// Facts stay within the source, and every scope within its parent's list.
fn is_sound(source: &[u8]) {
    let mut facts = Facts::default();
    read(source, FileRole::Test, &interest(), &mut facts);
    let end = source.len() as u32;
    for call in &facts.calls {
        assert!(call.args.start <= call.args.end.max(call.args.start) && call.end <= end + 1, "{call:?}");
        assert!((call.scope as usize) < facts.scopes.len(), "{call:?}");
        assert!(call.parent.is_none_or(|parent| (parent as usize) < facts.calls.len()), "{call:?}");
    }
    for (id, scope) in facts.scopes.iter().enumerate() {
        assert!(scope.parent as usize <= id && scope.end <= end, "{scope:?}");
    }
}

#[test]
fn every_beginning_of_a_file_is_read() {
    assert!(facts(SAMPLE).problems.is_empty(), "{:?}", facts(SAMPLE).problems);
    (0..=SAMPLE.len()).for_each(|length| is_sound(&SAMPLE.as_bytes()[..length]));
    (0..SAMPLE.len()).for_each(|start| is_sound(&SAMPLE.as_bytes()[start..]));
}

#[test]
fn damaged_files_are_read() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let pieces: [&[u8]; 20] = [
        b"`", b"${", b"}", b"{", b"(", b")", b"<", b"</", b"/>", b"'", b"\"", b"/", b"/*", b"\n", b"=>", b"as ", b"\\",
        b"\xff", b"?", b":",
    ];
    for _ in 0..5000 {
        let mut source = SAMPLE.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let at = next(source.len());
            match next(3) {
                0 => drop(source.splice(at..at, pieces[next(pieces.len())].iter().copied())),
                1 => drop(source.drain(at..(at + next(20)).min(source.len()))),
                _ => source[at] = next(256) as u8,
            }
        }
        is_sound(&source);
    }
}

#[test]
fn deep_nesting_is_read() {
    let depth = 50_000;
    for open in ["(", "[", "{a:", "`${", "<a>{", "f(", "a ? ", "x => {"] {
        is_sound(open.repeat(depth).as_bytes());
    }
}

#[test]
fn suites_are_suites_and_hooks_hooks() {
    let facts = facts("describe('a', () => { before(() => {}); it('b') })");
    let kinds: Vec<_> = facts.scopes.iter().map(|scope| scope.kind).collect();
    assert_eq!(kinds, [ScopeKind::File, ScopeKind::Suite, ScopeKind::Hook, ScopeKind::Test]);
}
