package suites

import (
	"testing"

	"github.com/stretchr/testify/suite"
)

type paySuite struct {
	suite.Suite
}

func TestPay(t *testing.T) {
	suite.Run(t, new(paySuite))
}

func (s *paySuite) SetupTest() {
	now = func() int { return 0 }
}

func (s *paySuite) TestPays() {
	s.Equal(0, pay())
}
