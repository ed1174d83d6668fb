package internal

import (
	"testing"

	"github.com/golang/mock/gomock"
	"github.com/stretchr/testify/mock"

	"example.org/desk/internal/bus"
	"example.org/desk/internal/elasticsearch"
	"example.org/desk/internal/elasticsearch/wire"
	"example.org/desk/internal/metrics"
	"example.org/desk/internal/persistence"
	"example.org/desk/internal/plugin"
)

type mockRegistry struct {
	mock.Mock
}

func (m *mockRegistry) Known(name string) bool { return m.Called(name).Bool(0) }

func TestDesk(t *testing.T) {
	ctrl := gomock.NewController(t)
	search := elasticsearch.NewMockGenericClient(ctrl)
	plan := elasticsearch.NewMockQueryPlan(ctrl)
	transport := wire.NewMockTransport(ctrl)
	orders := persistence.NewMockOrderManager(ctrl)
	serializer := persistence.NewMockPayloadSerializer(ctrl)
	rows := plugin.NewMockDB(ctrl)
	producer := bus.NewMockKafkaProducer(ctrl)
	counts := metrics.NewMockClient(ctrl)
	registry := new(mockRegistry)
	registry.On("Known", "desk").Return(true)
	_, _, _, _, _, _, _, _ = search, plan, transport, orders, serializer, rows, producer, counts
}
