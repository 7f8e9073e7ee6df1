package wabbit

import "github.com/mynah-sim/mynah/mock/network"

// sentElsewhere keeps a message that the number has sent and this inbox has not: one of another account that has the number (network D29),
// or one that the bench has made. It stands in the chat without a sender, in the form in which the inbox would have sent it.
func (b *inbox) sentElsewhere(e network.Event) *row {
	m, err := b.p.net.Message(e.Message)
	if err != nil || e.Channel != network.WhatsApp || m.Group != "" || m.Echo {
		return nil
	}
	kind, content := b.wrote(m, b.publicBase())
	if tpl, ok := m.Content.(network.TemplateMessage); ok {
		kind, content = "template", object{"name": tpl.Name, "language": object{"policy": "deterministic", "code": tpl.Language}}
	}
	if words := m.Content.Words(); content == nil {
		kind, content = "text", object{"body": words}
	}
	r := &row{own: true, payload: b.sent(kind, e.Number, object{kind: content}), quoted: m.ReplyTo}
	b.enter(r, e.Number, m.ID)
	return r
}
