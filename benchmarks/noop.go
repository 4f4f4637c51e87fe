// 10,000 checks that do nothing, as one would write them in Go: a goroutine for each, a timeout by
// time.After, and a recover. Asked for a number of checks on each line of its input, it answers with
// the seconds that they took.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

type item struct{ id string }

func (item) health() bool { return true }

func check(i item) error {
	result := make(chan error, 1)
	go func() {
		defer func() {
			if panicked := recover(); panicked != nil {
				result <- fmt.Errorf("%s: %v", i.id, panicked)
			}
		}()
		if !i.health() {
			result <- errors.New(i.id + " is down")
			return
		}
		result <- nil
	}()
	select {
	case err := <-result:
		return err
	case <-time.After(5 * time.Second):
		return errors.New(i.id + " timed out")
	}
}

func pass(items []item) []error {
	errs := make([]error, len(items))
	var all sync.WaitGroup
	all.Add(len(items))
	for n := range items {
		go func(n int) {
			defer all.Done()
			errs[n] = check(items[n])
		}(n)
	}
	all.Wait()
	return errs
}

func main() {
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		count, err := strconv.Atoi(asked.Text())
		if err != nil {
			panic(err)
		}
		items := make([]item, count)
		for n := range items {
			items[n].id = strconv.Itoa(n)
		}
		began := time.Now()
		for _, err := range pass(items) {
			if err != nil {
				panic(err)
			}
		}
		fmt.Println(time.Since(began).Seconds())
	}
}
