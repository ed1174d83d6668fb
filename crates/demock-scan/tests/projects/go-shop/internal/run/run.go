package run

import "os/exec"

// PrepareCmd makes a command ready.
var PrepareCmd = func(cmd *exec.Cmd) *exec.Cmd { return cmd }

var finder Finder = realFinder{}

var seed int

// Stub replaces commands and gives back what restores them.
func Stub() (*Stubber, func()) {
	s := &Stubber{}
	return s, setPrepareCmd(s.prepare)
}

func setPrepareCmd(prepare func(*exec.Cmd) *exec.Cmd) func() {
	old := PrepareCmd
	PrepareCmd = func(cmd *exec.Cmd) *exec.Cmd { return prepare(cmd) }
	return func() { PrepareCmd = old }
}

// FindNothing makes every search fail.
func FindNothing() {
	f := newFakeFinder()
	finder = f
}

// Next is a number that no call before gave.
func Next() int {
	n := seed
	n++
	seed = n
	return n
}

// SetFinder says who searches.
func SetFinder(f Finder) { finder = f }
