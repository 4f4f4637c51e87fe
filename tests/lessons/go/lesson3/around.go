package lesson3

import "context"

type Checker struct {
	cancel  context.CancelFunc
	ended   chan struct{}
	checked chan struct{}
}

func (c *Checker) Check() { c.checked <- struct{}{} }
