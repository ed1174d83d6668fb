package ledger

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"

	"github.com/lib/pq"
)

var ctx = context.Background()

// annAndBob have an account each, and Ann some money: every test opens the same two.
func annAndBob(t *testing.T) *sql.DB {
	db := database(t)
	for _, name := range []string{"ann", "bob"} {
		if err := Open(ctx, db, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Transfer(ctx, db, "bank", "ann", 500); err != nil {
		t.Fatal(err)
	}
	return db
}

func holds(t *testing.T, db *sql.DB, name string, wanted int64) {
	t.Helper()
	if cents, err := Balance(ctx, db, name); err != nil || cents != wanted {
		t.Errorf("%s holds %d (%v), not %d", name, cents, err, wanted)
	}
}

func TestMoneyMoves(t *testing.T) {
	db := annAndBob(t)
	if _, err := Transfer(ctx, db, "ann", "bob", 200); err != nil {
		t.Fatal(err)
	}
	holds(t, db, "ann", 300)
	holds(t, db, "bob", 200)
	holds(t, db, "bank", 999_500)
}

func TestNobodyGivesWhatTheyDoNotHave(t *testing.T) {
	db := annAndBob(t)
	_, err := Transfer(ctx, db, "ann", "bob", 501)
	var refused *pq.Error
	if !errors.As(err, &refused) || refused.Code.Name() != "check_violation" {
		t.Errorf("the database says %v", err)
	}
	holds(t, db, "ann", 500)
	holds(t, db, "bob", 0)
}

func TestMoneyForNobodyStays(t *testing.T) {
	db := annAndBob(t)
	if _, err := Transfer(ctx, db, "ann", "eve", 1); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("it says %v", err)
	}
	holds(t, db, "ann", 500)
}

func TestTransfersAreNumberedFromOne(t *testing.T) {
	db := annAndBob(t)
	id, err := Transfer(ctx, db, "ann", "bob", 1)
	if err != nil || id != 2 {
		t.Errorf("it is number %d (%v)", id, err)
	}
}

func TestAnAccountIsOpenedOnce(t *testing.T) {
	db := annAndBob(t)
	var refused *pq.Error
	if err := Open(ctx, db, "ann"); !errors.As(err, &refused) || refused.Code.Name() != "unique_violation" {
		t.Errorf("the database says %v", err)
	}
}

func TestManyWhoGiveAtATimeLoseNothing(t *testing.T) {
	db := annAndBob(t)
	var all sync.WaitGroup
	for n := 0; n < 10; n++ {
		all.Add(1)
		go func() {
			defer all.Done()
			if _, err := Transfer(ctx, db, "ann", "bob", 10); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	holds(t, db, "ann", 400)
	holds(t, db, "bob", 100)
}
