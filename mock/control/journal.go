package control

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/journal"
)

// entries is a page of the journal. Next is always there, so that a reader can come back for more.
type entries struct {
	Items []entry `json:"items"`
	Next  string  `json:"next"`
}

func toEntries(found []journal.Entry, next uint64) entries {
	out := entries{Items: []entry{}, Next: strconv.FormatUint(next, 10)}
	for _, e := range found {
		out.Items = append(out.Items, toEntry(e, shownBody))
	}
	return out
}

// filterIn are the filters of journal and wait.
type filterIn struct {
	Kind        string `query:"kind"`
	Provider    string `query:"provider"`
	OperationID string `query:"operationId"`
	Status      string `query:"status"`
	Number      string `query:"number"`
	Violation   *bool  `query:"violation"`
}

func (in filterIn) filter(after uint64, limit int) journal.Filter {
	return journal.Filter{
		Kind: journal.Kind(in.Kind), Provider: in.Provider, OperationID: in.OperationID, Status: in.Status, Number: in.Number,
		Violation: in.Violation, After: after, Limit: limit,
	}
}

// journal answers JSON, or an HTTP Archive for whoever asks for one.
func (b *Bench) journal(c *gin.Context) error {
	in := filterIn{
		Kind: c.Query("kind"), Provider: c.Query("provider"), OperationID: c.Query("operationId"), Status: c.Query("status"),
		Number: c.Query("number"),
	}
	if text, given := c.GetQuery("violation"); given {
		wanted := text == "true"
		in.Violation = &wanted
	}
	at := pageIn{After: c.Query("after")}
	at.Limit, _ = strconv.Atoi(c.Query("limit")) // the document lets only numbers through
	after, err := at.place()
	if err != nil {
		return err
	}
	found, next := worldOf(c.Request.Context()).Journal().Entries(in.filter(after, at.limit()))
	const archive = "application/har+json"
	if !accepts(c.Request, archive) {
		return writeJSON(c, http.StatusOK, toEntries(found, next))
	}
	var out bytes.Buffer
	if err := journal.WriteHAR(&out, b.config.Version, found); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	c.Data(http.StatusOK, archive, out.Bytes())
	return nil
}

type entryIn struct {
	ID string `path:"id"`
}

func (b *Bench) journalEntry(ctx context.Context, in entryIn) (entry, error) {
	if id, err := strconv.ParseUint(in.ID, 10, 64); err == nil {
		if e, ok := worldOf(ctx).Journal().Entry(id); ok {
			return toEntry(e, len(e.Request.Body)+len(e.Response.Body)), nil
		}
	}
	return entry{}, fmt.Errorf("entry %q: %w", in.ID, errEntryUnknown)
}

type waitIn struct {
	filterIn
	After   string `query:"after"`
	Count   int    `query:"count"`
	Timeout string `query:"timeout"`
}

// waitOut is what was waited for, or what there is of it when the time is over.
type waitOut struct {
	*problem // nil: all is there
	entries
}

// Status implements wire's choice among several answers.
func (o waitOut) Status() int {
	if o.problem != nil {
		return o.problem.Status
	}
	return http.StatusOK
}

// How long a wait is in real time (control: wait).
const (
	usualWait   = 10 * time.Second
	longestWait = time.Minute
)

// wait is a long poll of the journal. It ends early when the caller leaves or the world ends.
func (b *Bench) wait(ctx context.Context, in waitIn) (waitOut, error) {
	timeout, err := duration("query.timeout", in.Timeout, usualWait)
	if err != nil {
		return waitOut{}, err
	}
	if timeout > longestWait {
		return waitOut{}, refuse("query.timeout", "maximum", "timeout is at most %s", longestWait)
	}
	after, err := pageIn{After: in.After}.place()
	if err != nil {
		return waitOut{}, err
	}
	count := max(in.Count, 1)
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	found := worldOf(ctx).Journal().Wait(limited, in.filter(after, count), count)
	if len(found) > 0 {
		after = found[len(found)-1].ID
	}
	out := waitOut{entries: toEntries(found, after)}
	switch {
	case len(found) >= count:
		return out, nil
	case ctx.Err() != nil:
		return out, ctx.Err()
	case limited.Err() == nil:
		return out, fmt.Errorf("world %q has ended: %w", worldOf(ctx).Name(), ErrWorldUnknown)
	}
	over := newProblem(http.StatusRequestTimeout, fmt.Sprintf("%d of %d entries after %s", len(found), count, timeout))
	out.problem = &over
	return out, nil
}
