package network

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// all lists what is planned, in no order.
func (q *queue) all() []step {
	out := slices.Clone([]step(q.soon))
	for at := range q.later.by {
		out = q.later.copied(at, out)
	}
	return out
}

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
	for name, apart := range map[string]int64{
		"all within one span":     1,
		"some to a span":          int64(time.Second),
		"a span each, and beyond": int64(5 * time.Minute),
		"years apart":             int64(24 * time.Hour),
		"before the clock's zero": -int64(time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			var q queue
			var all []step
			for i := range uint64(5000) {
				s := step{due: int64(draw(1, forLatency, 1, i)%500) * apart, number: i}
				all = append(all, s)
				q.push(s)
				if i%3 == 0 { // taken and put back: the order holds through both
					q.push(q.pop())
				}
			}
			slices.SortFunc(all, func(a, b step) int {
				if a.before(b) {
					return -1
				}
				return 1
			})
			other := q.fork()
			for i, want := range all {
				first, more := q.first()
				require.True(t, more)
				require.Equal(t, want, first, "place %d", i)
				require.Equal(t, want, q.pop(), "place %d", i)
			}
			_, more := q.first()
			require.False(t, more)
			require.ElementsMatch(t, all, other.all(), "a fork has what the queue had")
		})
	}
}

func TestQueueGivesBackTheRoomOfWhatIsOver(t *testing.T) {
	var q queue
	for i := range uint64(200_000) {
		q.push(step{due: int64(i) * int64(time.Second), number: i})
	}
	for i := range uint64(200_000 - 100) {
		require.Equal(t, i, q.pop().number)
	}
	require.LessOrEqual(t, cap(q.later.chunks), 4*idleSteps/chunkSteps)
	require.LessOrEqual(t, cap(q.soon), idleSteps)
	for i := range uint64(100) {
		require.Equal(t, 200_000-100+i, q.pop().number)
	}
	require.Empty(t, q.all())
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
