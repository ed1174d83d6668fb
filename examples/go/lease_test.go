package ledger

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"testing"

	_ "github.com/lib/pq"
)

// lease is a slice of the services that nobody else sees: one connection to the broker of `demock run`, whose end gives it back.
type lease struct {
	connection net.Conn
	Env        map[string]string `json:"env"`
	Error      *struct {
		Code, What, Seen, Expected, Next string
	} `json:"error"`
}

// ask takes a lease over the line protocol of docs/leases.md.
func ask(socket, name string) (*lease, error) {
	connection, err := net.Dial("unix", socket)
	if err != nil {
		return nil, err
	}
	taken := &lease{connection: connection}
	question := map[string]any{"v": 1, "op": "lease", "scope": "test", "name": name}
	if err := json.NewEncoder(connection).Encode(question); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(connection).ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(line, taken); err != nil {
		return nil, err
	}
	if e := taken.Error; e != nil {
		return nil, fmt.Errorf("%s: %s: %s; expected: %s; %s", e.Code, e.What, e.Seen, e.Expected, e.Next)
	}
	return taken, nil
}

// socket is where leases are asked for; empty where all tests share what the run has (`--fresh run`).
var socket string

func TestMain(m *testing.M) {
	if os.Getenv("DATABASE_URL") == "" {
		fmt.Fprintln(os.Stderr, "DATABASE_URL is not set: start these tests by `demock run -- go test ./...`")
		os.Exit(2)
	}
	if os.Getenv("DEMOCK_FRESH") != "run" {
		socket = os.Getenv("DEMOCK_SOCKET")
	}
	os.Exit(m.Run())
}

// database is a test's own, as the migrations have made it, and gone with the test. Tests run side by side.
func database(t *testing.T) *sql.DB {
	t.Parallel()
	url := os.Getenv("DATABASE_URL")
	if socket != "" {
		taken, err := ask(socket, t.Name())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { taken.connection.Close() })
		url = taken.Env["DATABASE_URL"]
	}
	db, err := sql.Open("postgres", url+"?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
