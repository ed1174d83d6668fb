package acmelib_test

import (
	"context"
	"testing"

	"example.org/acmelib"
	"example.org/acmelib/internal/lines"
	"example.org/acmelib/internal/fakes"
	"github.com/jackc/pgx/v5"
)

type mockLines struct {
	lines.Liner
	asked int
}

func (m *mockLines) First() string { m.asked++; return "" }

type mockTx struct {
	pgx.Tx
	done int
}

func (m *mockTx) Commit(context.Context) error { m.done++; return nil }

type mockNamer struct {
	acmelib.Namer
	asked int
}

func (m *mockNamer) Name(string) string { m.asked++; return "" }

func TestFakes(t *testing.T) {
	if fakes.NewFakeLines() == nil || (&fakes.FakeLines{}) == nil {
		t.Fatal("nothing was made")
	}
}

func TestMocks(t *testing.T) {
	if (&mockLines{}) == nil || (&mockTx{}) == nil || (&mockNamer{}) == nil {
		t.Fatal("nothing was made")
	}
}
