package network

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func BenchmarkSendAndDeliver(b *testing.B) {
	n := shop(b)
	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "hello"}})
		_, _ = n.Advance(b.Context(), Until{By: time.Second})
		if n.Now().Sub(defaultStart) > 23*time.Hour {
			b.StopTimer()
			n = shop(b)
			_, _ = n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
			b.StartTimer()
		}
	}
}

// BenchmarkDay lets 24 hours pass in a world of 1,000 chats, each with a message under way that expires.
func BenchmarkDay(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		n := crowd(b, 1000)
		b.StartTimer()
		_, err := n.Advance(b.Context(), Until{By: 24 * time.Hour})
		require.NoError(b, err)
	}
}

// crowd is a world of people who each have one chat.
func crowd(b testing.TB, people int) *Network {
	b.Helper()
	n := shop(b)
	for i := range people {
		number := "99900" + strconv.Itoa(100000+i)
		n.PutHandset(Handset{Number: number, Apps: []Channel{WhatsApp}})
		_, err := n.Write(Note{Number: number, Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
		require.NoError(b, err)
		send(b, n, WhatsApp, "49100", number, Text{Body: "hello"})
	}
	return n
}

// BenchmarkMessageMemory reports the heap of a finished message.
func BenchmarkMessageMemory(b *testing.B) {
	for b.Loop() {
		n := shop(b)
		_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
		require.NoError(b, err)
		const messages = 1_000_000
		before := heapBytes()
		for range messages {
			_, _ = n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "hello"}})
		}
		_, err = n.Advance(b.Context(), Until{By: time.Minute})
		require.NoError(b, err)
		b.ReportMetric(float64(heapBytes()-before)/messages, "B/message")
		runtime.KeepAlive(n)
	}
}

// BenchmarkYear is a year of a shop that texts a thousand people: a million messages, each delivered, half of them read.
func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		n := shop(b)
		people := make([]string, 1000)
		for i := range people {
			people[i] = fmt.Sprintf("4917%08d", i+100)
			n.PutHandset(Handset{Number: people[i], Apps: []Channel{SMS, Viber}})
		}
		sent := 0
		for range 365 {
			for ; sent%2740 != 2739; sent++ {
				c, from := SMS, "49200"
				if sent%2 == 0 {
					c, from = Viber, "71045"
				}
				send(b, n, c, from, people[sent%len(people)], Text{Body: "hello"})
			}
			sent++
			for _, number := range people {
				require.NoError(b, n.ReadChat(number, Viber, "71045"))
			}
			advance(b, n, 24*time.Hour)
		}
		b.ReportMetric(float64(sent), "messages")
	}
}

func heapBytes() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
