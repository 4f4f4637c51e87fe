package lesson4

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

type broken struct{}

func (broken) Health() error { panic("no such table: users") }

func TestRecoverTurnsAPanicIntoAnError(t *testing.T) {
	if err := safe(broken{}); err == nil || err.Error() != "panic: no such table: users" {
		t.Errorf("got %v", err)
	}
}

func TestAPanicInAnyGoroutineEndsTheProgram(t *testing.T) {
	if os.Getenv("PANIC") != "" {
		go broken{}.Health()
		select {}
	}
	again := exec.Command(os.Args[0], "-test.run="+t.Name())
	again.Env = append(os.Environ(), "PANIC=yes")
	output, err := again.CombinedOutput()
	if err == nil || !strings.Contains(string(output), "panic: no such table: users") {
		t.Errorf("%v: %s", err, output)
	}
}
