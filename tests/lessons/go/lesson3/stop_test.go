package lesson3

import (
	"context"
	"io"
	"os"
	"testing"
	"time"
)

func TestStopWakesTheWorkerAndReturnsAfterTheLine(t *testing.T) {
	real := os.Stdout
	defer func() { os.Stdout = real }()
	reader, writer, _ := os.Pipe()
	os.Stdout = writer

	ctx, cancel := context.WithCancel(context.Background())
	c := &Checker{cancel, make(chan struct{}), make(chan struct{})}
	go c.work(ctx)
	<-c.checked
	began := time.Now()
	c.Stop()
	if passed := time.Since(began); passed > 4*time.Second {
		t.Errorf("it heard of the stop after %v", passed)
	}
	writer.Close()
	if line, _ := io.ReadAll(reader); string(line) != "Checks stopped\n" {
		t.Errorf("it printed %q", line)
	}
}
