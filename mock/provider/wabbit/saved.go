package wabbit

import (
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/wire"
)

// savedResponse is a reusable text that all users share (wabbit 4.7).
type savedResponse struct {
	ID        int    `json:"id"`
	Text      string `json:"text"`
	CreatedBy string `json:"created_by"`
	Timestamp int64  `json:"timestamp"`
}

type savedIn struct {
	pageIn
	Text string `query:"text"`
}

func (c *call) listSavedResponses(in savedIn) (page[savedResponse], error) {
	var all []*savedResponse
	for _, s := range c.saved {
		if contains(s.Text, sought(in.Text)) {
			all = append(all, s)
		}
	}
	return paged(c, in.pageIn, all, func(s *savedResponse) savedResponse { return *s }), nil
}

type createSavedIn struct {
	Body struct {
		Text string `json:"text"`
	}
}

func (c *call) createSavedResponse(in createSavedIn) (savedResponse, error) {
	c.savedIDs++
	s := &savedResponse{c.savedIDs, in.Body.Text, c.user.username, c.p.unix()}
	c.saved = append(c.saved, s)
	return *s, nil
}

// destroySavedResponse: every user may (wabbit 2.8).
func (c *call) destroySavedResponse(in idIn) (wire.Empty, error) {
	id, err := strconv.Atoi(in.ID)
	at := slices.IndexFunc(c.saved, func(s *savedResponse) bool { return s.ID == id })
	if err != nil || at < 0 {
		return wire.Empty{}, errUnknown
	}
	c.saved = slices.Delete(c.saved, at, at+1)
	return wire.Empty{}, nil
}
