package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

func worldCommand() command {
	return command{
		name: "world",
		does: "act in a running mock: its worlds, their clocks, the people with phones",
		example: "mynah world write 491700000001 --to 4915735990001 \"hello\"\n" +
			"mynah world advance 24h1s\n" +
			"mynah world screen 491700000001",
		commands: []command{
			createWorldCommand(), listWorldsCommand(), showWorldCommand(), resetWorldCommand(), deleteWorldCommand(),
			snapshotCommand(), restoreCommand(), forkCommand(),
			advanceCommand(), writeCommand(), readCommand(), screenCommand(),
			templatesCommand(), approveCommand(), rejectCommand(), pauseCommand(), disableCommand(), reinstateCommand(),
			sweepCommand(),
		},
	}
}

// world is what the commands print of a world (control, "The members of a world").
type world struct {
	Name        string                   `json:"name"`
	Seed        uint64                   `json:"seed"`
	LogPosition uint64                   `json:"logPosition"`
	Clock       worldClock               `json:"clock"`
	Providers   map[string]worldProvider `json:"providers"`
}

type worldClock struct {
	Mode  string  `json:"mode"`
	Now   string  `json:"now"`
	Speed float64 `json:"speed"`
}

type worldProvider struct {
	BaseURL     string            `json:"baseUrl"`
	Credentials map[string]string `json:"credentials"`
	Senders     []struct {
		Channel string `json:"channel"`
		ID      string `json:"id"`
	} `json:"senders"`
}

// line is a world in a list.
func (w world) line() string {
	return fmt.Sprintf("%s\tseed %d\tclock %s %s\tlog %d\n", w.Name, w.Seed, w.Clock.Mode, w.Clock.Now, w.LogPosition)
}

// text is a world with what one needs to talk to it.
func (w world) text() string {
	var text strings.Builder
	text.WriteString(w.line())
	for _, name := range slices.Sorted(maps.Keys(w.Providers)) {
		p := w.Providers[name]
		fmt.Fprintf(&text, "\n%s\t%s\n", name, p.BaseURL)
		for _, key := range slices.Sorted(maps.Keys(p.Credentials)) {
			fmt.Fprintf(&text, "  %s\t%s\n", key, p.Credentials[key])
		}
		for _, s := range p.Senders {
			fmt.Fprintf(&text, "  %s sender\t%s\n", s.Channel, s.ID)
		}
	}
	return columns(text.String())
}

func createWorldCommand() command {
	return command{
		name: "create", args: "[name]",
		does:    "make a world and print its addresses and credentials",
		example: "mynah world create --seed 7 --clock manual",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			newWorld := newWorldFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				body, err := newWorld(strings.Join(args, ""))
				if err != nil {
					return err
				}
				answer, err := b.call(ctx, e, http.MethodPost, "/worlds", body)
				if err != nil {
					return err
				}
				return show(e, b, answer, world.text)
			}
		},
	}
}

// newWorldFlags declares what a world is made of and returns what makes the body of createWorld once they are parsed.
func newWorldFlags(flags *pflag.FlagSet) func(name string) (members, error) {
	seed := flags.Uint64("seed", 0, "seed of the world (not given: 1)")
	fixture := flags.String("fixture", "", "`name` of the world file it starts from (empty: demo)")
	mode := flags.String("clock", "", "kind of its clock, `wall|manual`")
	start := flags.String("start", "", "virtual `time` it starts at, RFC 3339")
	speed := flags.Float64("speed", 0, "virtual seconds in a second of the wall clock")
	return func(name string) (members, error) {
		body := members{}.with("name", name).with("fixture", *fixture)
		if flags.Changed("seed") {
			body["seed"] = *seed
		}
		clock := members{}.with("mode", *mode).with("start", *start)
		if flags.Changed("speed") {
			clock["speed"] = *speed
		}
		if len(clock) > 0 && *mode == "" {
			return nil, &usageError{text: "--start and --speed need --clock"}
		}
		if len(clock) > 0 {
			body["clock"] = clock
		}
		return body, nil
	}
}

// members is the body of a call, of which parts may be left out.
type members map[string]any

// with adds a member unless it is empty.
func (m members) with(name, value string) members {
	if value != "" {
		m[name] = value
	}
	return m
}

func listWorldsCommand() command {
	return command{
		name:    "list",
		does:    "list the worlds",
		example: "mynah world list --json",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.pages(ctx, e, "/worlds")
				if err != nil {
					return err
				}
				return show(e, b, answer, worldLines)
			}
		},
	}
}

func worldLines(list page[world]) string {
	var text strings.Builder
	for _, w := range list.Items {
		text.WriteString(w.line())
	}
	return columns(text.String())
}

func showWorldCommand() command {
	return command{
		name: "show", args: "[name]",
		does:    "print a world with its addresses and credentials",
		example: "mynah world show default --json",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.call(ctx, e, http.MethodGet, "/worlds/"+worldPath(args), nil)
				if err != nil {
					return err
				}
				return show(e, b, answer, world.text)
			}
		},
	}
}

// worldPath is the world an argument names, ready for a path.
func worldPath(args []string) string {
	if len(args) == 0 {
		return "default"
	}
	return url.PathEscape(args[0])
}

func resetWorldCommand() command {
	return command{
		name: "reset", args: "[name]",
		does:    "put a world back to its start, with the same credentials",
		example: "mynah world reset",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.call(ctx, e, http.MethodPost, "/worlds/"+worldPath(args)+"/reset", nil)
				if err != nil {
					return err
				}
				return show(e, b, answer, func(w world) string { return columns(w.line()) })
			}
		},
	}
}

func deleteWorldCommand() command {
	return command{
		name: "delete", args: "<name>",
		does:    "delete a world",
		example: "mynah world delete w-1",
		setup: func(flags *pflag.FlagSet) action {
			b := &bench{}
			b.addressFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				_, err := b.call(ctx, e, http.MethodDelete, "/worlds/"+worldPath(args), nil)
				return err
			}
		},
	}
}
