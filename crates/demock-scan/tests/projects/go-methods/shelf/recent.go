package shelf

import "context"

// InMemoryRecent is what the program itself runs with.
type InMemoryRecent struct{ last Box }

// NewInMemoryRecent has none.
func NewInMemoryRecent() *InMemoryRecent { return &InMemoryRecent{} }

// Put keeps one.
func (r *InMemoryRecent) Put(_ context.Context, box Box) error {
	r.last = box
	return nil
}

// Find finds one.
func (r *InMemoryRecent) Find(_ context.Context, _ int64) (*Box, error) { return &r.last, nil }
