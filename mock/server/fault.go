package server

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// spoil answers what goes wrong with a call of a provider on purpose (network 7.2, place edge).
func (w *instance) spoil(p *provider) func(*contract.Operation, []byte) *wire.Fault {
	return func(op *contract.Operation, body []byte) *wire.Fault {
		if !w.net.Troubled(body) {
			return nil
		}
		c := concerned(body)
		c.Provider, c.Operation = p.name, op.ID
		effects := append(w.net.EdgeFault(c), w.downloadFault(op, c)...)
		if len(effects) == 0 {
			return nil
		}
		f := &wire.Fault{}
		var names []string
		for _, e := range effects {
			names = append(names, e.Fault+" "+e.Rule)
			w.enact(f, e.Act)
		}
		f.Names = strings.Join(names, ", ")
		return f
	}
}

// downloadFault answers what goes wrong with a call that hands a file out (F47).
func (w *instance) downloadFault(op *contract.Operation, c network.EdgeCall) []network.Effect {
	if content := op.Content(op.Success()); op.Method != http.MethodGet || content == "" || strings.Contains(content, "json") {
		return nil
	}
	return w.net.CarriageFault(network.WorkCall{Work: network.Download, Provider: c.Provider, Operation: c.Operation})
}

// damaged serves the addresses of files that stand beside a provider's document: what goes wrong with them is F47.
func (s *Server) damaged(provider string) gin.HandlerFunc {
	return func(c *gin.Context) {
		w := visitOf(c.Request.Context()).world
		effects := w.net.CarriageFault(network.WorkCall{Work: network.Download, Provider: provider})
		if c.Request.Method != http.MethodGet || len(effects) == 0 {
			return
		}
		f := &wire.Fault{}
		for _, e := range effects {
			w.enact(f, e.Act)
		}
		wire.Damage(c, f, c.Next)
	}
}

// enact adds one effect to a fault: of several answers the first counts, delays add up.
func (w *instance) enact(f *wire.Fault, act network.Act) {
	switch a := act.(type) {
	case network.Answer:
		if f.Answer == nil && !f.Reset {
			f.Answer = &wire.Injected{Status: a.Status, RetryAfter: a.RetryAfter, Body: string(a.Body), Denied: a.Denied}
			f.Made = a.Made
		}
	case network.Reset:
		if f.Answer == nil {
			f.Reset, f.Unread, f.Made = true, a.BeforeBody, a.Made
		}
	case network.Delay:
		f.Wait += a.For
	case network.Damage:
		f.Damaged, f.MIME, f.Size, f.Corrupt = true, a.MIME, a.Size, a.Bytes
		f.Cut, f.Keep, f.CutRate = a.Keep >= 0 || a.Rate > 0, a.Keep, a.Rate
	case network.Cut:
		f.Cut, f.Keep, f.CutRate = true, a.Keep, a.Rate
	case network.AnswerLast:
		f.Wait += a.Lead
		f.Before = func(ctx context.Context) { _ = w.webhooks.Posted(ctx, w.net.Position()) }
	}
}

// Where the surfaces name whom a call concerns: paths into the body, the more telling ones first.
var (
	numberPaths   = [][]string{{"to"}, {"phone"}, {"recipient"}, {"number"}, {"chatId"}, {"wa_id"}, {"recipientId"}, {"contact"}}
	senderPaths   = [][]string{{"from"}, {"sender"}}
	channelPaths  = [][]string{{"channel"}}
	kindPaths     = [][]string{{"content", "media", "type"}, {"content", "contentType"}, {"type"}, {"message", "type"}}
	templatePaths = [][]string{
		{"content", "template", "templateId"}, {"template", "name"}, {"templateName"}, {"template"}, {"message", "template", "name"},
	}
)

// concerned reads whom a call concerns. What the body does not say stays empty.
func concerned(body []byte) (c network.EdgeCall) {
	var doc map[string]any
	if json.Unmarshal(body, &doc) != nil {
		return c
	}
	c.Number = digits(first(doc, numberPaths))
	c.Sender = first(doc, senderPaths)
	if number := digits(c.Sender); number != "" {
		c.Sender = number
	}
	c.Channel, _ = network.ParseChannel(strings.ToLower(first(doc, channelPaths)))
	c.Kind, c.Template = first(doc, kindPaths), first(doc, templatePaths)
	return c
}

// first is the first text at one of several paths.
func first(doc map[string]any, paths [][]string) string {
	for _, path := range paths {
		var at any = doc
		for _, name := range path {
			members, _ := at.(map[string]any)
			at = members[name]
		}
		if text, ok := at.(string); ok && text != "" {
			return text
		}
	}
	return ""
}

// digits is a number without the marks that a surface may put around it; empty when it is none.
func digits(text string) string {
	text = strings.TrimPrefix(text, "+")
	text, _, _ = strings.Cut(text, "@")
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text
}
