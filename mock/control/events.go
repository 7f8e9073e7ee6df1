package control

import (
	"context"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/stream"
)

// events streams the log. Without a place it begins with what comes next; Last-Event-ID wins over after, so that a browser that
// connects again goes on where it was. It ends with the caller or with the world.
func (b *Bench) events(c *gin.Context) error {
	w := worldOf(c.Request.Context())
	after := w.Network().Position()
	for _, text := range []string{c.GetHeader("Last-Event-ID"), c.Query("after")} {
		if n, err := strconv.ParseUint(text, 10, 64); err == nil {
			after = n
			break
		}
	}
	ctx, cancel := context.WithCancel(c.Request.Context())
	var watch sync.WaitGroup
	watch.Go(func() {
		select {
		case <-w.Done():
			cancel()
		case <-ctx.Done():
		}
	})
	stream.Serve(c.Writer, c.Request.WithContext(ctx), w.Network(), after)
	cancel()
	watch.Wait()
	return nil
}
