package server

import (
	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/specs"
)

// OperationRow is one documented operation.
type OperationRow struct {
	Provider, Method, Path, OperationID, Origin string
	Implemented                                 bool
}

// Operations lists the documented operations of all providers, in the order of their documents; Path is relative to the base.
func Operations() (rows []OperationRow) {
	s := Begin(Config{})
	s.mountProviders()
	for _, p := range s.order {
		for _, op := range p.doc.Operations() {
			rows = append(rows, OperationRow{p.name, op.Method, op.Path, op.ID, op.Origin, p.implemented(op.ID)})
		}
	}
	return rows
}

// operations are the rows of the bench, with what was called since the start.
func (s *Server) operations() (all []control.Operation) {
	for _, p := range s.order {
		for _, op := range p.doc.Operations() {
			row := control.Operation{
				Provider: p.name, Method: op.Method, Path: op.Path, OperationID: op.ID, Origin: op.Origin, Implemented: p.implemented(op.ID),
			}
			if count := s.counts[op]; count != nil {
				row.Calls, row.Violations = count.calls.Load(), count.violations.Load()
			}
			all = append(all, row)
		}
	}
	return all
}

// document answers an OpenAPI document of this server.
func document(name string) ([]byte, bool) {
	text, err := specs.FS.ReadFile(name + ".yaml")
	return text, err == nil
}

// countEach makes the counters of all documented operations.
func countEach(providers []*provider) map[*contract.Operation]*count {
	counts := map[*contract.Operation]*count{}
	for _, p := range providers {
		for _, op := range p.doc.Operations() {
			counts[op] = &count{}
		}
	}
	return counts
}
