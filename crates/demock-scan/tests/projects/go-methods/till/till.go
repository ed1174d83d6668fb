package till

import (
	"context"
	"net/http"
)

// Till takes money.
type Till struct {
	client *http.Client
	host   string
}

// Take takes some.
func (t *Till) Take(ctx context.Context, cents int64) (string, error) {
	request, err := http.NewRequestWithContext(ctx, "POST", t.host, nil)
	if err != nil {
		return "", err
	}
	answer, err := t.client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	return answer.Status, nil
}
