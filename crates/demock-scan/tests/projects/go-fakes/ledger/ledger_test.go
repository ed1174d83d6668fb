package ledger

import "testing"

var _ Prices = (*mockPrices)(nil)

type mockPrices struct {
	asked []string
}

func (m *mockPrices) Of(id string) int {
	m.asked = append(m.asked, id)
	return 7
}

var (
	_ Rows = fakeRows{}
)

type fakeRows struct{}

func (fakeRows) Sold(string) (int, error) { return 3, nil }

func TestDue(t *testing.T) {
	if got := Due(fakeRows{}, &mockPrices{}, "a"); got != 21 {
		t.Fatal(got)
	}
}
