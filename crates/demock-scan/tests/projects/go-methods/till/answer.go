package till

import "net/http"

// Answer remembers what is answered.
type Answer struct{ http.ResponseWriter }

// WriteHeader passes it on.
func (a *Answer) WriteHeader(status int) { a.ResponseWriter.WriteHeader(status) }

// Write passes it on.
func (a *Answer) Write(body []byte) (int, error) { return a.ResponseWriter.Write(body) }

// Header passes it on.
func (a *Answer) Header() http.Header { return a.ResponseWriter.Header() }
