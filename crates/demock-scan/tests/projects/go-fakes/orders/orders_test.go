package orders

import (
	"testing"

	"github.com/acme/shop/finder"
	"github.com/acme/shop/store"
)

func TestOrder(t *testing.T) {
	kept := &store.StoreMock{}
	found := finder.NewMockFinder("a")
	if err := Order(kept, found); err != nil {
		t.Fatal(err)
	}
}
