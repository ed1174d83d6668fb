package counter

import (
	"context"
	"testing"

	"example.org/desk/counter/mocks"
	"go.uber.org/mock/gomock"
)

func TestTakes(t *testing.T) {
	till := mocks.NewMockTaker(gomock.NewController(t))
	till.EXPECT().Take(gomock.Any(), int64(3)).Return("", nil)
	if err := Sell(context.Background(), till, &mockBoxes{}, stubPricer{}, 1); err != nil {
		t.Fatal(err)
	}
}
