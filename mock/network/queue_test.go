package network

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestQueueKeepsTheOrderOfEqualDueTimes(t *testing.T) {
	var q queue
	for i := range uint64(5) {
		q.push(step{due: 7, number: i})
	}
	for i := range uint64(5) {
		require.Equal(t, i, q.pop().number)
	}
}

func TestQueueIsInOrderOfDueTimeAndNumber(t *testing.T) {
	var q queue
	var all []step
	for i := range uint64(5000) {
		s := step{due: int64(draw(1, forLatency, 1, i) % 500), number: i}
		all = append(all, s)
		q.push(s)
		if i%3 == 0 { // taken and put back: the heap holds through both
			q.push(q.pop())
		}
	}
	slices.SortFunc(all, func(a, b step) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	for i, want := range all {
		require.Equal(t, want, q.pop(), "place %d", i)
	}
	_, more := q.first()
	require.False(t, more)
}

func BenchmarkQueueAtAMillion(b *testing.B) {
	var q queue
	for i := range uint64(1_000_000) {
		q.push(step{due: int64(draw(1, forLatency, 1, i) >> 20), number: i})
	}
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		s := q.pop()
		s.due += int64(draw(2, forLatency, 1, i) >> 24)
		q.push(s)
	}
}
