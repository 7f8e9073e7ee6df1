package control

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// magicNumber is a range of recipients at which one thing happens.
type magicNumber struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Reason  string `json:"reason,omitempty"`
	Fault   string `json:"fault,omitempty"`
	Channel string `json:"channel,omitempty"`
	Effect  string `json:"effect"`
}

// magic lists the magic numbers; they are the same in every world (network 3.17 to 3.19, 4.7, 5, 7.2).
func (b *Bench) magic(context.Context, wire.Empty) (page[magicNumber], error) {
	out := page[magicNumber]{Items: []magicNumber{}}
	for _, m := range network.Magic() {
		out.Items = append(out.Items, magicNumber{m.From, m.To, m.Reason.String(), m.Fault, m.Channel.String(), m.Effect})
	}
	return out, nil
}

// faultInfo is a fault of the catalogue.
type faultInfo struct {
	Fault  string       `json:"fault"`
	Title  string       `json:"title"`
	Place  string       `json:"place"`
	Places []string     `json:"places"`
	Needs  []string     `json:"needs,omitempty"`
	Params []faultParam `json:"params"`
	Effect string       `json:"effect"`
}

type faultParam struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Default string   `json:"default"`
	Words   []string `json:"words,omitempty"`
	Minimum *int     `json:"minimum,omitempty"`
	Maximum *int     `json:"maximum,omitempty"`
	Means   string   `json:"means"`
}

func (b *Bench) faultCatalog(context.Context, wire.Empty) (page[faultInfo], error) {
	out := page[faultInfo]{Items: []faultInfo{}}
	for _, f := range network.FaultCatalog() {
		info := faultInfo{
			Fault: f.Name, Title: f.Title, Place: string(f.Place), Places: []string{string(f.Place)}, Params: []faultParam{}, Effect: f.Effect,
		}
		for _, member := range f.Needs {
			info.Needs = append(info.Needs, "match."+member)
		}
		if f.Also != "" {
			info.Places = append(info.Places, string(f.Also))
		}
		for _, p := range f.Params {
			param := faultParam{Name: p.Name, Type: string(p.Type), Default: p.Default, Words: p.Words, Means: p.Means}
			if p.Type == network.IntegerParam {
				param.Minimum, param.Maximum = &p.Least, &p.Most
			}
			info.Params = append(info.Params, param)
		}
		out.Items = append(out.Items, info)
	}
	return out, nil
}

// fault is a rule in force.
type fault struct {
	ID      string            `json:"id"`
	Fault   string            `json:"fault"`
	Place   string            `json:"place"`
	Match   faultMatch        `json:"match"`
	Params  map[string]string `json:"params"`
	Matched int               `json:"matched"`
	Struck  int               `json:"struck"`
}

type faultMatch struct {
	Provider    string     `json:"provider,omitempty"`
	OperationID string     `json:"operationId,omitempty"`
	Number      string     `json:"number,omitempty"`
	Sender      string     `json:"sender,omitempty"`
	Channel     string     `json:"channel,omitempty"`
	Kind        string     `json:"kind,omitempty"`
	Template    string     `json:"template,omitempty"`
	Event       string     `json:"event,omitempty"`
	Probability *float64   `json:"probability,omitempty"`
	Nth         int        `json:"nth,omitempty"`
	Count       int        `json:"count,omitempty"`
	From        *time.Time `json:"from,omitempty"`
	Until       *time.Time `json:"until,omitempty"`
}

func (m faultMatch) match() network.Match {
	out := network.Match{
		Provider: m.Provider, Operation: m.OperationID, Number: m.Number, Sender: m.Sender, Channel: channel(m.Channel), Kind: m.Kind,
		Template: m.Template, Event: m.Event, Probability: m.Probability, Nth: m.Nth, Count: m.Count,
	}
	if m.From != nil {
		out.From = *m.From
	}
	if m.Until != nil {
		out.Until = *m.Until
	}
	return out
}

func toFault(n *network.Network, f network.Fault) fault {
	m := f.Match
	out := fault{
		ID: f.ID, Fault: f.Name, Place: string(f.Place), Params: f.Params,
		Match: faultMatch{
			Provider: m.Provider, OperationID: m.Operation, Number: m.Number, Sender: m.Sender, Channel: m.Channel.String(), Kind: m.Kind,
			Template: m.Template, Event: m.Event, Probability: m.Probability, Nth: m.Nth, Count: m.Count,
		},
	}
	if !m.From.IsZero() {
		out.Match.From = &m.From
	}
	if !m.Until.IsZero() {
		out.Match.Until = &m.Until
	}
	out.Matched, out.Struck, _ = n.Strikes(f.ID) // a rule that went away meanwhile struck nobody
	return out
}

func (b *Bench) listFaults(ctx context.Context, in pageIn) (page[fault], error) {
	n := netOf(ctx)
	all := []fault{}
	for _, f := range n.Faults() {
		all = append(all, toFault(n, f))
	}
	return cut(all, in)
}

type addFaultIn struct {
	Body struct {
		ID, Fault, Place string
		Match            faultMatch
		Params           map[string]any
	}
}

func (b *Bench) addFault(ctx context.Context, in addFaultIn) (fault, error) {
	n := netOf(ctx)
	added, err := n.AddFault(network.Fault{
		ID: in.Body.ID, Name: in.Body.Fault, Place: network.Place(in.Body.Place), Match: in.Body.Match.match(), Params: texts(in.Body.Params),
	})
	if wrong, ok := errors.AsType[*network.FaultError](err); ok {
		return fault{}, refuse("/"+strings.ReplaceAll(wrong.Member, ".", "/"), "fault", "%s", wrong.Why)
	}
	if err != nil {
		return fault{}, err
	}
	return toFault(n, added), nil
}

// texts writes the values of parameters as the network reads them. The members of an object count as parameters of their own.
func texts(values map[string]any) map[string]string {
	out := map[string]string{}
	for name, value := range values {
		switch v := value.(type) {
		case map[string]any:
			for inner, text := range texts(v) {
				out[inner] = text
			}
		case float64:
			out[name] = strconv.FormatFloat(v, 'f', -1, 64)
		case json.Number:
			out[name] = v.String()
		default:
			out[name] = fmt.Sprint(v)
		}
	}
	return out
}

type faultIn struct {
	ID string `path:"id"`
}

func (b *Bench) deleteFault(ctx context.Context, in faultIn) (wire.Empty, error) {
	return wire.Empty{}, netOf(ctx).RemoveFault(in.ID)
}

func (b *Bench) clearFaults(ctx context.Context, _ wire.Empty) (wire.Empty, error) {
	netOf(ctx).ClearFaults()
	return wire.Empty{}, nil
}

// orChannel is a channel by its word, WhatsApp when it is none.
func orChannel(word string) network.Channel { return cmp.Or(channel(word), network.WhatsApp) }
