package shelf

import "context"

// InMemoryBoxes keeps boxes as long as the program runs.
type InMemoryBoxes struct{ boxes map[int64]Box }

// NewInMemoryBoxes has none.
func NewInMemoryBoxes() *InMemoryBoxes { return &InMemoryBoxes{boxes: map[int64]Box{}} }

// Put keeps one.
func (b *InMemoryBoxes) Put(_ context.Context, box Box) error {
	b.boxes[box.ID] = box
	return nil
}

// Find finds one.
func (b *InMemoryBoxes) Find(_ context.Context, id int64) (*Box, error) {
	box := b.boxes[id]
	return &box, nil
}
