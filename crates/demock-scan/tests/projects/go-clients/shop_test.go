package shop

import (
	"net/http"
	"testing"
)

type mockBillingClient struct{ calls int }

func (m *mockBillingClient) GetInvoice(id string) (string, error) {
	m.calls++
	return "paid", nil
}

type mockRoundTripper struct{}

func (mockRoundTripper) RoundTrip(*http.Request) (*http.Response, error) { return nil, nil }

func TestPays(t *testing.T) {
	billing := &mockBillingClient{}
	client := http.Client{Transport: mockRoundTripper{}}
	if billing == nil || client.Transport == nil {
		t.Fatal("nothing was made")
	}
}
