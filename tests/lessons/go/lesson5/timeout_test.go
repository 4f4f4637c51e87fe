package lesson5

import (
	"runtime"
	"testing"
	"time"
)

func TestALateCallEndsByItself(t *testing.T) {
	before := runtime.NumGoroutine()
	door := make(chan Health)
	c := Client{1, func() Health { return <-door }}
	if _, err := c.Health(); err != errTimeout {
		t.Errorf("got %v", err)
	}
	door <- Health{true}
	for i := 0; runtime.NumGoroutine() > before; i++ {
		if i > 1000 {
			t.Fatal("the goroutine of the call is still there")
		}
		time.Sleep(time.Millisecond)
	}
}

func TestFiveNanosecondsAreTooFew(t *testing.T) {
	c := Client{timeOut: 5}
	result := make(chan Health)
	go func() {
		time.Sleep(50 * time.Millisecond)
		result <- Health{true}
	}()
	if err := nanoseconds(c, result); err != errTimeout {
		t.Errorf("got %v", err)
	}
	<-result
}

func TestACallInLineIgnoresItsTimeout(t *testing.T) {
	slow := func() Health {
		time.Sleep(50 * time.Millisecond)
		return Health{true}
	}
	health, err := inLine(Client{1, slow}, time.Millisecond)
	if err != nil || !health.ok {
		t.Errorf("got %v, %v", health, err)
	}
}
