package network

import (
	"github.com/cockroachdb/datadriven"
)

// mediaVerbs are those of links whose files somebody outside fetches.
func (s *session) mediaVerbs() map[string]func(*datadriven.TestData) error {
	return map[string]func(*datadriven.TestData) error{
		"fetched": s.fetched,
		"known": func(d *datadriven.TestData) error {
			_, err := s.n.MessageOf("shop", s.kept[s.text(d, "message")])
			return err
		},
		"fetching": func(d *datadriven.TestData) error {
			s.n.SetFetching(d.HasArg("on"))
			return nil
		},
	}
}

// fetched reports what came of a file.
func (s *session) fetched(d *datadriven.TestData) error {
	why, _ := ParseReason(s.text(d, "why"))
	s.n.ReportFetched([]Fetched{{Message: s.kept[s.text(d, "message")], Link: s.text(d, "link"), MIME: "image/png", Size: 3, Why: why}})
	return nil
}
