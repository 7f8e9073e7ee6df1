package bench

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/match"
)

// Call calls an operation of the control API and answers what it answered, nil where that is no JSON. Rows that are named like a
// parameter of the operation are that parameter, all others build the body.
func (w *World) Call(ctx context.Context, operation string, rows []match.Row, kept match.Kept) (any, error) {
	op, err := w.document.Operation(operation)
	if err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	call := client.Call{Operation: operation, Params: w.params(nil)}
	var members []match.Row
	for _, row := range rows {
		if _, isParam := op.Param(row.Path); !isParam {
			members = append(members, row)
			continue
		}
		if call.Params[row.Path], err = match.Expand(row.Cell, kept); err != nil {
			return nil, fmt.Errorf("bench: %s: %w", row.Path, err)
		}
	}
	if len(members) > 0 {
		body, err := match.Build(members, kept)
		if err != nil {
			return nil, fmt.Errorf("bench: %w", err)
		}
		if call.Body, err = json.Marshal(body); err != nil {
			return nil, fmt.Errorf("bench: %s: %w", operation, err)
		}
	}
	var out any
	if err := w.send(ctx, call, nil); err != nil {
		return nil, err
	}
	if calls := w.client.Calls(); len(calls) > 0 {
		out, _ = calls[len(calls)-1].JSON()
	}
	return out, nil
}
