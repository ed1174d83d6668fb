//! Test ids, markers, and what broken files of the brace languages still yield.
//!
//! Expected values are counted by hand from the sources above them.

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::language::FileRole;
use demock_scan::ruleset::RuleSet;
use std::fmt::Write as _;

/// Tests as `name [markers]`, sites as `line kind scope`, the first problem's line.
fn describe(language: Language, source: &str) -> String {
    let scan = Scanner::default().scan(&RuleSet::built_in(), language, FileRole::Test, source.as_bytes());
    let mut text = String::new();
    for test in &scan.tests {
        writeln!(text, "test {} {:?}", test.name, test.markers).expect("a string");
    }
    for site in scan.sites.iter().filter(|site| site.kind != demock_model::Kind::HollowTest) {
        writeln!(text, "{} {} {}", site.place.line, site.kind, site.scope).expect("a string");
    }
    if let Some(problem) = &scan.problem {
        writeln!(text, "problem {}", problem.line).expect("a string");
    }
    text
}

#[track_caller]
fn check(language: Language, source: &str, expected: &str) {
    assert_eq!(describe(language, source), expected);
}

#[test]
fn go_tests_and_build_constraints() {
    check(
        Language::Go,
        r#"//go:build integration && !windows

package a

import "testing"

func TestMain(m *testing.M) {}
func Testify(t *testing.T)  {}
func TestA(t *testing.T)    { t.Run("sub", func(t *testing.T) {}) }
func BenchmarkA(b *testing.B) {}
func ExampleA()             {}
func (s *Suite) TestB()     {}
func (s *Suite) helper()    {}
"#,
        "test TestA [\"integration\"]\ntest TestB [\"integration\"]\n",
    );
}

#[test]
fn ginkgo_containers_are_suites() {
    check(
        Language::Go,
        r#"package a

import . "github.com/onsi/ginkgo/v2"

var _ = Describe("a store", func() {
	BeforeEach(func() { s = miniredis.RunT(t) })
	When("empty", func() {
		It("reads", func() {})
	})
})
"#,
        "test a store::empty::reads []\n",
    );
}

#[test]
fn java_tests_and_markers() {
    check(
        Language::Java,
        r#"import org.junit.jupiter.api.*;
@Tag("slow")
class ATest {
    @Test @Tag("db") void reads() {}
    void helper() {}
    @Nested class Inner { @org.junit.jupiter.params.ParameterizedTest @Category(Big.class) public <T> void writes(T t) {} }
    enum Mode { A(1), B { int x() { return 1; } } }
}
class OldTest extends TestCase { public void testX() {} public void test() {} int testY() { return 1; } }
"#,
        "test ATest::reads [\"db\", \"slow\"]\ntest ATest::Inner::writes [\"Big\", \"slow\"]\n\
         test OldTest::testX []\ntest OldTest::test []\n",
    );
}

#[test]
fn kotlin_tests_and_specs() {
    check(
        Language::Kotlin,
        r#"import io.kotest.core.spec.style.*
class ASpec : BehaviorSpec({
    given("a store") { `when`("it is empty") { then("it answers") { 1 shouldBe 1 } } }
})
class BSpec : StringSpec() {
    init {
        "reads ${1}" { check() }
    }
}
@Tag("slow") class CTest {
    @Test fun `reads a b`() = runTest {
        check()
    }
    private val x get() = 1
    @Test
    suspend fun writes(): Unit { }
}
"#,
        "test ASpec::a store::it is empty::it answers []\ntest BSpec::reads ${1} []\n\
         test CTest::reads a b [\"slow\"]\ntest CTest::writes [\"slow\"]\n",
    );
}

#[test]
fn csharp_tests_and_traits() {
    check(
        Language::CSharp,
        r#"namespace N;
[Collection("x"), Trait("Category", "Integration")]
public class ATests<T>(int x) : Base(x) where T : class, new()
{
    public int P { get => 1; private set { } } = 2;
    [Fact(Skip = "a")] public async Task Reads() => await Task.Delay(1);
    [Theory]
    [InlineData(1, new[] { 2 })]
    public void Writes(int a, int[] b) { void Local() { } }
    public void Helper() { }
}
"#,
        "test ATests::Reads [\"Category\", \"Integration\"]\ntest ATests::Writes [\"Category\", \"Integration\"]\n",
    );
}

#[test]
fn an_assembly_attribute_leaves_the_namespace_its_members() {
    check(
        Language::CSharp,
        r#"using Moq;

[assembly: InternalsVisibleTo("DynamicProxyGenAssembly2")]

namespace Shop.Tests
{
    public class ATests
    {
        [return: NotNull]
        [Trait("Category", "Integration")]
        [Fact]
        public void Reads()
        {
            var store = new Mock<IStore>();
        }
    }
}
"#,
        "test ATests::Reads [\"Category\", \"Integration\"]\n14 mock-object ATests::Reads\n",
    );
}

#[test]
fn a_test_inside_a_test_is_no_missing_bracket() {
    check(
        Language::Kotlin,
        "import io.mockk.mockk
import kotlin.test.Test

class ATest {
    @Test
    fun outer() = runTest {
        @Test
        fun inner() = runTest {
            val store = mockk<Store>()
        }
    }

    @Test
    fun later() {
        val clock = mockk<Clock>()
    }
}
",
        "test ATest::outer []\ntest ATest::later []\n9 mock-object ATest::outer::inner\n15 mock-object ATest::later\n",
    );
}

#[test]
fn a_broken_go_function_costs_itself() {
    check(
        Language::Go,
        r#"package a

import (
	"testing"
	"go.uber.org/mock/gomock"
)

func TestBroken(t *testing.T) {
	a := NewMockA(gomock.NewController(t)
	if a {
}

func TestWhole(t *testing.T) {
	NewMockB(ctrl)
}
"#,
        "test TestBroken []\ntest TestWhole []\n9 mock-object TestBroken\n14 mock-object TestWhole\nproblem 9\n",
    );
}

#[test]
fn a_broken_java_method_costs_itself() {
    check(
        Language::Java,
        r"import static org.mockito.Mockito.mock;
class ATest {
    @Test
    public void broken() {
        Store a = mock(Store.class;
        if (a) {
    }

    @Test
    public void whole() {
        mock(Store.class);
    }
}
",
        "test ATest::broken []\ntest ATest::whole []\n5 mock-object ATest::broken\n11 mock-object ATest::whole\nproblem 5\n",
    );
}

#[test]
fn an_unclosed_text_costs_its_line() {
    check(
        Language::Kotlin,
        "import io.mockk.mockk\nval a = \"open\nval b = mockk<B>()\n",
        "3 mock-object \nproblem 2\n",
    );
    check(
        Language::CSharp,
        "using Moq;\nclass A {\n  string a = \"open;\n  Mock<B> b = new();\n}\n",
        "4 mock-object A\nproblem 3\n",
    );
}

#[test]
fn a_stray_bracket_costs_itself() {
    check(
        Language::CSharp,
        "using Moq;\nclass A {\n  void B() { C(]); }\n  [Fact] public void D() { new Mock<E>(); }\n}\n",
        "test A::D []\n4 mock-object A::D\nproblem 3\n",
    );
}
