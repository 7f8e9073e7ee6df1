package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"
)

// drive is one bounded round of load on one address.
type drive struct {
	address     string
	requests    [][]byte // each connection takes its own, in turn
	connections int
	length      time.Duration
	rate        float64 // requests a second over all connections; 0: as fast as answers come
	want        int     // status of the answers
}

// outcome is what a round has shown.
type outcome struct {
	rate     float64 // answers a second
	p50, p99 time.Duration
}

// run sends until the time is over. An answer with another status ends it: what is measured must work.
func (d drive) run(ctx context.Context) (outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, d.length)
	defer cancel()
	var wg sync.WaitGroup
	took := make([][]time.Duration, d.connections)
	errs := make([]error, d.connections)
	start := time.Now()
	for i := range d.connections {
		wg.Go(func() {
			took[i], errs[i] = d.connection(ctx, i)
		})
	}
	wg.Wait()
	length := time.Since(start)
	if err := errors.Join(errs...); err != nil {
		return outcome{}, err
	}
	all := slices.Concat(took...)
	if len(all) == 0 {
		return outcome{}, errors.New("no answer came in time")
	}
	slices.Sort(all)
	return outcome{float64(len(all)) / length.Seconds(), all[len(all)/2], all[len(all)*99/100]}, nil
}

func (d drive) connection(ctx context.Context, i int) (took []time.Duration, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", d.address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	request, answers := d.requests[i%len(d.requests)], bufio.NewReader(conn)
	gap := time.Duration(0)
	if d.rate > 0 {
		gap = time.Duration(float64(time.Second) * float64(d.connections) / d.rate)
	}
	next := time.Now().Add(gap * time.Duration(i) / time.Duration(d.connections))
	for ctx.Err() == nil {
		if gap > 0 { // time counts from when the request was due: a server that falls behind does not hide it
			if !sleep(ctx, time.Until(next)) {
				break
			}
		} else {
			next = time.Now()
		}
		if _, err := conn.Write(request); err != nil {
			return nil, err
		}
		if err := d.answer(answers); err != nil {
			return nil, err
		}
		took = append(took, time.Since(next))
		next = next.Add(gap)
	}
	return took, nil
}

func sleep(ctx context.Context, wait time.Duration) bool {
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// answer reads one answer and forgets it.
func (d drive) answer(r *bufio.Reader) error {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) < 12 || string(line[9:12]) != strconv.Itoa(d.want) {
		rest, _ := r.Peek(min(r.Buffered(), 2000))
		return fmt.Errorf("%s\n%s", bytes.TrimSpace(line), rest)
	}
	length := 0
	chunked := false
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		name, value, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(": "))
		switch {
		case len(name) == 0:
			if chunked {
				return discardChunks(r)
			}
			_, err := r.Discard(length)
			return err
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = true
		}
	}
}

func discardChunks(r *bufio.Reader) error {
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, r, n+2); err != nil || n == 0 {
			return err
		}
	}
}
