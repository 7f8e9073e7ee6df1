package wabbit

// triggerKind is what happened in a chat (wabbit 3.1).
type triggerKind int

const (
	personWrote   triggerKind = iota + 1 // T1
	businessWrote                        // T2
	statusChanged                        // T3
	chatAssigned                         // T4
	messageTagged                        // T5
	chatTagged                           // T6
)

// trigger is one thing that happened in a chat and is to be told. It is plain data, so that a world can be copied while it waits.
type trigger struct {
	kind     triggerKind
	row      *row            // T1 to T3; T4: the message that a rule engine named; nil: the newest
	before   *user           // T1: whose chat it was when the message came
	status   wabaStatus      // T3
	assigned assignmentEvent // T4
	tagged   tagEvent        // T5, T6
	chatToo  *tagEvent       // T5: the chat got the tag with the message
	answered bool            // a rule engine has had its say
}

// run tells of a trigger, or lets it wait while a rule engine is asked about the chat: triggers of one chat run in the order of their
// causes (wabbit 3.1).
func (b *inbox) run(c *chat, t trigger) {
	if c.asking != nil {
		c.held = append(c.held, t)
		return
	}
	b.step(c, t)
}

// step does the part of a trigger that stands before the rule engine, or the one behind it.
func (b *inbox) step(c *chat, t trigger) {
	switch t.kind {
	case personWrote:
		if t.answered {
			b.tellIncoming(t)
			return
		}
		b.consult(occasion{chat: c, incoming: true, fields: b.incomingFields(t.row, b.anybody())}, t)
	case businessWrote:
		if !t.answered {
			b.tellOutgoing(t.row)
			b.consult(occasion{chat: c, fields: b.outgoingFields(t.row, b.anybody())}, t)
		}
	case statusChanged:
		b.tellStatus(t)
	case chatAssigned:
		b.tellAssigned(t)
	case messageTagged:
		if !t.answered {
			b.tellMessageTagged(t)
			b.consult(occasion{chat: c, fields: b.messageTagFields(t.tagged)}, t)
			return
		}
		if t.chatToo != nil {
			b.step(c, trigger{kind: chatTagged, tagged: *t.chatToo})
		}
	case chatTagged:
		if !t.answered {
			b.tellChatTagged(t)
			b.consult(b.chatTagOccasion(t.tagged), t)
		}
	}
}

// anybody is the view of no user in particular, which rule engines have (wabbit 3.3).
func (b *inbox) anybody() viewer { return viewer{nil, b.publicBase()} }
