package results

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// text names what did not pass, then counts.
func (n *Node) text(out io.Writer) error {
	var b bytes.Buffer
	n.Walk(Scenario, func(feature, s *Node) {
		if s.State != Pass && s.State != Disabled {
			b.WriteString(line(feature, s))
		}
	})
	fmt.Fprintf(&b, "%s: %s\n%s\n%d operations called\n", n.Name, n.State, n.tally(), len(n.Called()))
	if n.Detail != "" {
		fmt.Fprintln(&b, n.Detail)
	}
	_, err := out.Write(b.Bytes())
	return err
}

func line(feature, s *Node) string {
	head := fmt.Sprintf("%-8s %s: %s (%s) %s\n", s.State, feature.Name, s.Name, s.Place, strings.Join(s.Tags, " "))
	return head + indent(s.Why())
}

// Why collects the details of a scenario and of its steps, one paragraph each.
func (n *Node) Why() string {
	var parts []string
	if n.Detail != "" {
		parts = append(parts, n.Detail)
	}
	for _, step := range n.Children {
		if step.State > Skip {
			parts = append(parts, step.Name+"\n"+step.Detail)
		}
	}
	return strings.Join(parts, "\n")
}

// tally is "12 scenarios: 10 pass, 2 skip".
func (n *Node) tally() string {
	counts, total := n.Count(), 0
	var parts []string
	for _, state := range States() {
		if counts[state] > 0 {
			total += counts[state]
			parts = append(parts, fmt.Sprintf("%d %s", counts[state], state))
		}
	}
	return strings.TrimSuffix(fmt.Sprintf("%d scenarios: %s", total, strings.Join(parts, ", ")), ": ")
}

func indent(text string) string {
	if text == "" {
		return ""
	}
	return "         " + strings.ReplaceAll(text, "\n", "\n         ") + "\n"
}
