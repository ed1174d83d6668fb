package ledger_test

import (
	"testing"

	"example.org/acme/shop/internal/bucket"
	"example.org/acme/shop/internal/ledger/mocks"
	"go.uber.org/mock/gomock"
)

func TestSold(t *testing.T) {
	ctrl := gomock.NewController(t)
	store := mocks.NewMockStore(ctrl)
	rules := mocks.NewMockRules(ctrl)
	handle := bucket.NewMockHandleWrapper(ctrl)
	count(store, rules, handle)
}
