package fetch

import (
	"context"
	"errors"
	"sync"

	"github.com/mynah-sim/mynah/mock/network"
)

// atOnce is how many files of one world are fetched at a time.
const atOnce = 8

// Fetcher gets what the messages of a network wait for. On a clock that moves by hand it does so whenever the clock waits for it, so that
// no time passes meanwhile and the same commands make the same log; on the wall's clock in its own time.
type Fetcher struct {
	client      *Client
	net         *network.Network
	credentials func(account string) *Credentials

	follower *network.Follower
	ctx      context.Context
	stop     context.CancelFunc
	running  sync.WaitGroup
	turn     chan struct{} // held while files are fetched
}

// Follow starts a fetcher. credentials answers what an account's files are fetched with, nil for nothing.
func Follow(net *network.Network, client *Client, credentials func(account string) *Credentials) *Fetcher {
	f := &Fetcher{client: client, net: net, credentials: credentials, turn: make(chan struct{}, 1)}
	f.ctx, f.stop = context.WithCancel(context.Background())
	f.follower = net.Follow("fetch", f, network.MediaWanted, network.WorldChanged)
	f.running.Go(f.follow)
	return f
}

// Close ends the fetching and returns when all is gone.
func (f *Fetcher) Close() {
	f.stop()
	f.running.Wait()
	f.follower.Close()
}

func (f *Fetcher) follow() {
	if f.net.Wall() {
		_ = f.fetchAll(f.ctx) // of a world that goes on from elsewhere
	}
	buf := make([]network.Event, 0, 64)
	for {
		events, err := f.follower.Next(f.ctx, buf)
		switch {
		case errors.Is(err, network.ErrLogGone):
		case err != nil:
			return
		}
		if f.net.Wall() {
			_ = f.fetchAll(f.ctx) // it fails at the end alone
		}
		if len(events) > 0 {
			f.follower.Ack(events[len(events)-1].N)
		}
	}
}

// Settle implements network.Actor.
func (f *Fetcher) Settle(ctx context.Context, _ uint64) error {
	if f.net.Wall() {
		return nil
	}
	return f.fetchAll(ctx)
}

// fetchAll fetches until nothing more is wanted, and reports in the order of wanting.
func (f *Fetcher) fetchAll(ctx context.Context) error {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for wanted := f.net.Wanted(); len(wanted) > 0 && f.ctx.Err() == nil; wanted = f.net.Wanted() {
		all := make([]network.Fetched, len(wanted))
		var under sync.WaitGroup
		slots := make(chan struct{}, atOnce)
		for i, w := range wanted {
			slots <- struct{}{}
			under.Go(func() {
				all[i] = f.fetch(ctx, w)
				<-slots
			})
		}
		under.Wait()
		if ctx.Err() != nil {
			return ctx.Err() // asked again
		}
		f.net.ReportFetched(all)
	}
	return nil
}

// fetch gets one file and judges it.
func (f *Fetcher) fetch(ctx context.Context, w network.Wanted) network.Fetched {
	out := network.Fetched{Message: w.Message, Link: w.Link, Why: network.MediaFetch}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(f.ctx, cancel)()
	file, err := f.client.Get(ctx, w.Link, f.credentials(w.Account))
	if err == nil {
		out.MIME, out.Size, out.Why = file.MIME, len(file.Data), network.JudgeFile(w.As, file.MIME, file.Data)
	}
	return out
}
