package shop

import (
	"testing"

	"example.org/shop/internal/redis"
	goredis "github.com/redis/go-redis/v9"
	workflow "go.temporal.io/api/workflowservice/v1"
)

type mockLines struct {
	redis.Lines
	asked int
}

func (m *mockLines) Next() int { m.asked++; return 0 }

type mockCmdable struct {
	goredis.Cmdable
	asked int
}

func (m *mockCmdable) Get(key string) string { m.asked++; return "" }

type mockWorkflows struct {
	workflow.WorkflowServiceClient
	asked int
}

func (m *mockWorkflows) Start(name string) string { m.asked++; return "" }

func TestShop(t *testing.T) {
	if (&mockLines{}) == nil || (&mockCmdable{}) == nil || (&mockWorkflows{}) == nil {
		t.Fatal("nothing was made")
	}
}
