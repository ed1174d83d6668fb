package counter

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"example.org/desk/shelf"
	"example.org/desk/support"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

type fakeTill struct{ taken int64 }

func (f *fakeTill) Take(_ context.Context, cents int64) (string, error) {
	f.taken += cents
	return "", nil
}

type fakeShelf map[int64]shelf.Box

func (f fakeShelf) Put(_ context.Context, box shelf.Box) error {
	f[box.ID] = box
	return nil
}

func (f fakeShelf) Find(_ context.Context, id int64) (*shelf.Box, error) {
	box := f[id]
	return &box, nil
}

type stubPricer struct{}

func (stubPricer) Price(shelf.Box) int64 { return 3 }

type fakeMessages struct{ sent int }

func (f *fakeMessages) SendMessage(_ context.Context, _ *sqs.SendMessageInput, _ ...func(*sqs.Options)) (*sqs.SendMessageOutput, error) {
	f.sent++
	return nil, nil
}

type fakeMoment struct{}

func (fakeMoment) Now() time.Time { return time.Unix(0, 0) }

type fakeDoor struct{}

func (fakeDoor) Admit(r *http.Request) bool { return r.Host != "" }

type fakeAnswer struct{ status int }

func (f *fakeAnswer) Header() http.Header { return nil }

func (f *fakeAnswer) Write(body []byte) (int, error) { return len(body), nil }

func (f *fakeAnswer) WriteHeader(status int) { f.status = status }

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

func TestSell(t *testing.T) {
	till := &fakeTill{}
	if err := Sell(context.Background(), till, &shelf.Rows{}, stubPricer{}, 1); err != nil {
		t.Fatal(err)
	}
	_ = []any{&fakeMessages{}, fakeMoment{}, fakeDoor{}, dynamodb.Client{}, fakeShelf{}, &fakeAnswer{}}
}

func TestSellFromMemory(t *testing.T) {
	boxes := shelf.NewInMemoryBoxes()
	till := new(support.FakeTill)
	if err := Sell(context.Background(), till, boxes, stubPricer{}, 1); err != nil {
		t.Fatal(err)
	}
}

func TestSellFromRecent(t *testing.T) {
	if err := Sell(context.Background(), &fakeTill{}, shelf.NewInMemoryRecent(), stubPricer{}, 1); err != nil {
		t.Fatal(err)
	}
}

func TestAsks(t *testing.T) {
	client := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{Body: io.NopCloser(nil)}, nil
	})}
	if _, err := client.Get("http://till.example"); err != nil {
		t.Fatal(err)
	}
}
