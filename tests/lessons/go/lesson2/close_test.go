package lesson2

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func panics(use func()) (did bool) {
	defer func() { did = recover() != nil }()
	use()
	return
}

func TestAClosedChannelAcceptsNothingAndGivesWhatIsInIt(t *testing.T) {
	jobs := make(chan string, 2)
	jobs <- "search"
	close(jobs)
	if !panics(func() { jobs <- "payments" }) {
		t.Error("send did not panic")
	}
	if !panics(func() { close(jobs) }) {
		t.Error("the second close did not panic")
	}
	if item, ok := <-jobs; item != "search" || !ok {
		t.Errorf("the first receive gave %q, %v", item, ok)
	}
	if item, ok := <-jobs; item != "" || ok {
		t.Errorf("the second receive gave %q, %v", item, ok)
	}
}

func TestGoNoticesThatAllGoroutinesWait(t *testing.T) {
	if os.Getenv("WAIT") != "" {
		<-make(chan string)
	}
	again := exec.Command(os.Args[0], "-test.run="+t.Name(), "-test.timeout=0")
	again.Env = append(os.Environ(), "WAIT=yes")
	output, err := again.CombinedOutput()
	if err == nil || !strings.Contains(string(output), "all goroutines are asleep - deadlock!") {
		t.Errorf("%v: %s", err, output)
	}
}
