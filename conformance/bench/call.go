package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

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

// PutProduct changes a product of the first catalog, or adds it. A new one has its id as a name, and a price, where the rows have none.
func (w *World) PutProduct(ctx context.Context, id string, rows []match.Row, kept match.Kept) error {
	catalogs, err := w.Call(ctx, "listCatalogs", nil, nil)
	if err != nil {
		return err
	}
	catalog, err := match.Text(catalogs, "items.0.id")
	if err != nil {
		return err
	}
	at := []match.Row{{Path: "id", Cell: catalog}, {Path: "productId", Cell: id}}
	_, err = w.Call(ctx, "patchProduct", append(at, rows...), kept)
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Status != http.StatusNotFound {
		return err
	}
	usual := []match.Row{{Path: "name", Cell: id}, {Path: "price", Cell: `"10.00"`}}
	_, err = w.Call(ctx, "putProduct", append(append(at, usual...), rows...), kept)
	return err
}
