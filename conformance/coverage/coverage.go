// Package coverage counts operation by status: which documented answers of an operation were reached by the scenarios
// of a run, and which by none. A document that promises an answer that nobody has ever seen promises too much, and a
// program whose answer no scenario reaches is not known to keep its word.
package coverage

import (
	"fmt"
	"io"
	"strings"

	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/results"
)

// Table counts the answers of a run by operation and documented status.
type Table struct {
	Rows []Row
}

// Row is one operation.
type Row struct {
	Operation string
	Statuses  []Status
}

// Status is a status of the document: "200", a range such as "4XX", or "default", which counts the errors that no other one
// names.
type Status struct {
	Code    string
	Reached int // how often, in scenarios that passed
}

// Of counts what the scenarios of a run have reached.
func Of(doc *document.Document, tree *results.Node) Table {
	counts := map[string]map[string]int{}
	for _, op := range doc.Operations() {
		counts[op.ID] = map[string]int{}
	}
	tree.Walk(results.Scenario, func(_, s *results.Node) {
		if s.State != results.Pass {
			return
		}
		for _, answer := range s.Answers {
			if op, err := doc.Operation(answer.Operation); err == nil {
				counts[op.ID][op.Code(answer.Status)]++
			}
		}
	})
	var t Table
	for _, op := range doc.Operations() {
		row := Row{Operation: op.ID}
		for _, code := range op.Codes() {
			row.Statuses = append(row.Statuses, Status{Code: code, Reached: counts[op.ID][code]})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Unreached lists what no scenario has reached, as "operation status", in the order of the rows.
func (t Table) Unreached() []string {
	var left []string
	for _, row := range t.Rows {
		for _, s := range row.Statuses {
			if s.Reached == 0 {
				left = append(left, row.Operation+" "+s.Code)
			}
		}
	}
	return left
}

// String is the count in a line: "180 of 212 documented answers reached".
func (t Table) String() string {
	total := 0
	for _, row := range t.Rows {
		total += len(row.Statuses)
	}
	return fmt.Sprintf("%d of %d documented answers reached", total-len(t.Unreached()), total)
}

// Write writes a line for each operation, and the count as the last one. A status that was not reached has a 0 behind it:
//
//	sendMessage  202 (31)  400 (12)  403 (0)  default (4)
func (t Table) Write(out io.Writer) error {
	var b strings.Builder
	for _, row := range t.Rows {
		b.WriteString(row.Operation)
		for _, s := range row.Statuses {
			fmt.Fprintf(&b, "  %s (%d)", s.Code, s.Reached)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintln(&b, t)
	_, err := io.WriteString(out, b.String())
	return err
}
