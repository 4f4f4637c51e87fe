package lesson2

import "time"

type Checkable interface{ Health() error }

type Result struct{}

type Checker struct {
	adds    chan Checkable
	results chan Result
	ticker  *time.Ticker
	items   []Checkable
}

func (c *Checker) report(Result) {}

func (c *Checker) startChecks() {}

var item Checkable
