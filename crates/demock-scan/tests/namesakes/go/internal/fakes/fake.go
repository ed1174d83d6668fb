package fakes

// FakeLines stands in for lines.
type FakeLines struct{ asked int }

func (f *FakeLines) First() string { return "" }

func (f *FakeLines) Size() int { return 0 }

func NewFakeLines() *FakeLines { return &FakeLines{} }
