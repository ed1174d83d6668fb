package elasticsearch

// GenericClient searches, whichever version answers.
type GenericClient interface {
	Search(query string) ([]string, error)
}

// QueryPlan is worked out here.
type QueryPlan interface {
	Steps() int
}
