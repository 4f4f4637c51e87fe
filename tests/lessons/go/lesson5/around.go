package lesson5

import "errors"

type Health struct{ ok bool }

type Client struct {
	timeOut int
	answer  func() Health
}

func (c Client) getHealth() Health { return c.answer() }

var errTimeout = errors.New("timeout")
