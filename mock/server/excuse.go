package server

import (
	"fmt"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// excuse notes the operations whose invalid requests are let through and recorded: those of a provider, or one. What the mock itself
// sends is never excused.
func (s *Server) excuse(names []string) error {
	s.excused = map[*contract.Operation]bool{}
	for _, name := range names {
		provider, id, one := strings.Cut(name, ".")
		p := s.providers[provider]
		if p == nil || one && p.doc.Operation(id) == nil {
			return fmt.Errorf("contract.report: %q is neither a provider nor a provider.operation", name)
		}
		for _, op := range p.doc.Operations() {
			if !one || op.ID == id {
				s.excused[op] = true
			}
		}
	}
	return nil
}

func (s *Server) excuses(op *contract.Operation) bool { return s.excused[op] }
