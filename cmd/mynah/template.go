package main

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/pflag"
)

// template is what the commands print of a message template (control, listTemplates).
type template struct {
	ID       string `json:"id"`
	Provider string `json:"provider"`
	Name     string `json:"name"`
	Language string `json:"language"`
	Category string `json:"category"`
	Status   string `json:"status"`
	Reason   string `json:"reason"`
}

// line is a template as a decision leaves it.
func (t template) line() string {
	return strings.TrimRight(strings.Join([]string{t.Name, t.Language, t.Category, t.Status, t.Reason}, "\t"), "\t") + "\n"
}

func templatesCommand() command {
	return command{
		name:    "templates",
		does:    "list the message templates of all providers",
		example: "mynah world templates",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.pages(ctx, e, b.inside("templates"))
				if err != nil {
					return err
				}
				return show(e, b, answer, templateLines)
			}
		},
	}
}

func templateLines(list page[template]) string {
	var text strings.Builder
	for _, t := range list.Items {
		text.WriteString(t.ID + "\t" + t.Provider + "\t" + t.line())
	}
	return columns(text.String())
}

func approveCommand() command {
	return decisionCommand("approve", "approve a message template", "")
}

func rejectCommand() command {
	return decisionCommand("reject", "reject a message template", "`word` that says why, such as PROMOTIONAL (empty: INVALID_FORMAT)")
}

func pauseCommand() command {
	return decisionCommand("pause", "pause a message template: 3 h, then 6 h, then for good", "`title` of the pause, such as RATE_LIMITING_PAUSE (empty: the next one)")
}

func disableCommand() command {
	return decisionCommand("disable", "end a message template", "")
}

func reinstateCommand() command {
	return decisionCommand("reinstate", "make a message template sendable again", "")
}

// decisionCommand decides about a template (control, reviewTemplate); reason describes the flag, which is missing without a text.
func decisionCommand(name, does, reason string) command {
	return command{
		name: name, args: "<template>",
		does:    does + ", by name or id",
		example: "mynah world " + name + " order_update --provider tyntec",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			language := flags.String("language", "", "`code` of the one that is meant (needed where the name has several)")
			provider := flags.String("provider", "", "`name` of the provider (needed where several have the name)")
			why := ""
			if reason != "" {
				flags.StringVar(&why, "reason", "", reason)
			}
			return func(ctx context.Context, e env, args []string) error {
				body := members{"decision": name}.with("language", *language).with("reason", why)
				path := b.inside("templates", args[0], "review")
				if *provider != "" {
					path += "?provider=" + url.QueryEscape(*provider)
				}
				answer, err := b.call(ctx, e, http.MethodPost, path, body)
				if err != nil {
					return err
				}
				return show(e, b, answer, func(t template) string { return columns(t.line()) })
			}
		},
	}
}
