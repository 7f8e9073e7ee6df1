package control

import (
	"context"

	"github.com/mynah-sim/mynah/mock/journal"
)

// violationOut is a breach of a contract.
type violationOut struct {
	ID          string  `json:"id"`
	At          string  `json:"at"`
	Side        string  `json:"side"`
	Fault       string  `json:"fault"`
	Provider    string  `json:"provider"`
	OperationID string  `json:"operationId"`
	Pointer     string  `json:"pointer"`
	Rule        string  `json:"rule"`
	Message     string  `json:"message"`
	Value       *string `json:"value"` // null: nothing stood there
	JournalID   string  `json:"journalId,omitempty"`
}

func toViolation(v journal.Violation) violationOut {
	out := violationOut{
		ID: place10(v.ID), At: stamp(v.At), Side: string(v.Side), Fault: string(v.Fault), Provider: v.Provider,
		OperationID: v.OperationID, Pointer: v.Pointer, Rule: v.Rule, Message: v.Message,
	}
	if v.Value != "" {
		out.Value = &v.Value
	}
	if v.Entry != 0 {
		out.JournalID = place10(v.Entry)
	}
	return out
}

type violationsIn struct {
	pageIn
	Side        string `query:"side"`
	Fault       string `query:"fault"`
	Provider    string `query:"provider"`
	OperationID string `query:"operationId"`
}

// violationList always says where to go on from.
type violationList struct {
	Items []violationOut `json:"items"`
	Next  string         `json:"next"`
}

func (b *Bench) violations(ctx context.Context, in violationsIn) (violationList, error) {
	after, err := in.place()
	if err != nil {
		return violationList{}, err
	}
	found, next := worldOf(ctx).Journal().Violations(journal.ViolationFilter{
		Side: journal.Side(in.Side), Fault: journal.Fault(in.Fault), Provider: in.Provider, OperationID: in.OperationID,
		After: after, Limit: in.limit(),
	})
	out := violationList{Items: []violationOut{}, Next: place10(next)}
	for _, v := range found {
		out.Items = append(out.Items, toViolation(v))
	}
	return out, nil
}
