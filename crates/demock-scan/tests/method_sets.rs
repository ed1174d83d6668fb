//! Types of Go's that nothing but their methods tells of: with those of a client of the product they stand in its place.

mod folder;

use demock_model::Confidence;
use folder::Folder;

const PRODUCT: &str = r#"package pay

import (
	"context"
	"net/http"
)

type StripeGateway struct {
	client *http.Client
}

func (s *StripeGateway) Charge(ctx context.Context, amount int) error {
	_, err := s.client.Get("https://api.stripe.com/v1/charges")
	return err
}

func (s *StripeGateway) Refund(ctx context.Context, id string) error {
	_, err := s.client.Get("https://api.stripe.com/v1/refunds/" + id)
	return err
}
"#;

const IDLE: &str = r"
type realGateway struct{ charged []int }

func (g *realGateway) Charge(ctx context.Context, amount int) error {
	g.charged = append(g.charged, amount)
	return nil
}

func (g *realGateway) Refund(ctx context.Context, id string) error { return nil }
";

/// How sure it is that a type of a test file is a double, and why.
fn told(definition: &str, product: &str) -> Option<(Confidence, String)> {
    let folder = Folder::new();
    folder.write("go.mod", "module example.org/shop\n\ngo 1.22\n");
    folder.write("pay/stripe.go", product);
    let test = format!(
        "package pay\n\nimport (\n\t\"context\"\n\t\"testing\"\n)\n{definition}\nfunc TestPay(t *testing.T) {{\n\tgateway := &realGateway{{}}\n\t\
         if err := NewService(gateway).Pay(context.Background(), 3); err != nil {{\n\t\tt.Fatal(err)\n\t}}\n}}\n"
    );
    folder.write("pay/service_test.go", test);
    let report = folder.scan();
    let found = report.findings.iter().find(|finding| finding.rule.as_str() == "double/class")?;
    let reasons: Vec<String> = found.reasons.iter().map(ToString::to_string).collect();
    Some((found.confidence, reasons.join("; ")))
}

#[test]
fn what_has_the_methods_of_a_client_and_does_nothing_is_likely() {
    let (confidence, reasons) = told(IDLE, PRODUCT).expect("a finding");
    assert_eq!(confidence, Confidence::Likely, "{reasons}");
    assert!(reasons.contains("pay/stripe.go defines `StripeGateway`, which has its methods"), "{reasons}");
}

#[test]
fn without_such_a_client_a_reader_would_hesitate() {
    let others = PRODUCT.replace("Refund(ctx context.Context, id string)", "Refund(id string)");
    let (confidence, reasons) = told(IDLE, &others).expect("a finding");
    assert_eq!(confidence, Confidence::Possible, "{reasons}");
}
