package lesson1

import (
	"sync"
	"testing"
)

// The race detector has to find it.
func TestTwoAddsRace(t *testing.T) {
	var checker Checker
	var adding sync.WaitGroup
	for i := 0; i < 2; i++ {
		adding.Add(1)
		go func() {
			defer adding.Done()
			checker.Add(nil)
		}()
	}
	adding.Wait()
}
