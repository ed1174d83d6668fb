package mail

import "net/http"

// Client sends the invoices.
var Client = http.DefaultClient

// Post sends one.
var Post = http.Post
