package finder

type mockFinder struct {
	found string
}

func NewMockFinder(found string) *mockFinder {
	return &mockFinder{found: found}
}

func (m *mockFinder) Find(id string) (string, error) {
	return m.found, nil
}
