package orders

import (
	"sync"
	"testing"
)

type mockMemcache struct {
	sync.RWMutex
	contents map[string][]byte
}

func (m *mockMemcache) Get(key string) ([]byte, error) {
	m.RLock()
	defer m.RUnlock()
	return m.contents[key], nil
}

func (m *mockMemcache) Set(key string, value []byte) error {
	m.Lock()
	defer m.Unlock()
	m.contents[key] = value
	return nil
}

func TestKept(t *testing.T) {
	if err := Keep(&mockMemcache{contents: map[string][]byte{}}); err != nil {
		t.Fatal(err)
	}
}
