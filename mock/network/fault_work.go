package network

// Work is what a provider does by itself and a fault can spoil.
type Work string

// The kinds of work.
const (
	Download Work = "download" // F47: Damage; the server asks for every file that a call hands out
	Job      Work = "job"      // F64: JobFails
)

// WorkCall says what a provider is about to do. Job: chat_export, product_sync, profile_refresh, template_refresh.
type WorkCall struct {
	Work                Work
	Job                 string
	Provider, Operation string // opaque labels
	Account             string
	Number, Sender      string
	Channel             Channel
	Kind                string // of the file: image, video, ...
}

// faultsOf are the faults of a kind of work.
var faultsOf = map[Work]int{Download: 47, Job: 64}

// CarriageFault asks what goes wrong with work that the network leaves to a provider: the effect of the first rule that strikes.
func (n *Network) CarriageFault(c WorkCall) (effects []Effect) {
	no := faultsOf[c.Work]
	if no == 0 || !n.anyFault(c.Number, []int{no}) {
		return nil
	}
	_ = n.do(func(t *tx) error {
		s := &subject{
			Event:    Event{Account: c.Account, Channel: c.Channel, Sender: c.Sender, Number: c.Number},
			provider: c.Provider, operation: c.Operation, kind: c.Kind,
			entity: entityOf(string(c.Work), c.Job, c.Account, c.Sender, c.Number),
		}
		if r := t.strike(no, s, func(r *rule) bool { return no != 64 || r.text("job") == "any" || r.text("job") == c.Job }); r != nil {
			effects = append(effects, Effect{r.Name, r.ID, workAct(r, c)})
		}
		return nil
	})
	return effects
}

func workAct(r *rule, c WorkCall) Act {
	if r.no == 47 {
		return Damage{r.text("type"), r.integer("size"), r.flag("hash"), r.integer("speed"), r.integer("cut")}
	}
	return JobFails{c.Job, r.text("text")}
}
