// Package support serves the tests.
package support

import "context"

// FakeTill takes nothing.
type FakeTill struct{ Err error }

// Take takes nothing.
func (f *FakeTill) Take(_ context.Context, _ int64) (string, error) { return "", f.Err }

// Taken is what was taken.
func (f *FakeTill) Taken() int { return 0 }
