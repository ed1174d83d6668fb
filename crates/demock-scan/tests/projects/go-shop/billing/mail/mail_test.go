package mail_test

import (
	"io"
	"net/http"
	"testing"

	"example.org/acme/shop/billing/mail"
)

func TestPost(t *testing.T) {
	mail.Post = func(string, string, io.Reader) (*http.Response, error) { return nil, nil }
	if mail.Client == nil {
		t.Fatal("client")
	}
}
