package config

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// choice is a setting that takes one of a few words.
type choice struct {
	to *string
	of []string
}

// choiceVar declares a choice; the first of the words is the default.
func choiceVar(f *pflag.FlagSet, to *string, name string, of []string, usage string) {
	*to = of[0]
	f.Var(choice{to, of}, name, usage)
}

func (c choice) String() string { return *c.to }
func (c choice) Type() string   { return "choice" }

// Set refuses a word that is not offered.
func (c choice) Set(value string) error {
	if !slices.Contains(c.of, value) {
		return fmt.Errorf("%q is not one of %s%s", value, strings.Join(c.of, ", "), DidYouMean(value, c.of))
	}
	*c.to = value
	return nil
}

// level is a setting that takes a level of the log.
type level struct{ to *slog.Level }

var levels = []string{"debug", "info", "warn", "error"}

func levelVar(f *pflag.FlagSet, to *slog.Level, name string, value slog.Level, usage string) {
	*to = value
	f.Var(level{to}, name, usage)
}

func (l level) String() string { return strings.ToLower(l.to.String()) }
func (l level) Type() string   { return "level" }

// Set refuses slog's numbered levels too: four words are enough.
func (l level) Set(value string) error {
	var word string
	if err := (choice{&word, levels}).Set(value); err != nil {
		return err
	}
	return l.to.UnmarshalText([]byte(word))
}

// BadValue says in plain words why a flag does not take a value; err is what the flag's Set returned.
func BadValue(flag *pflag.Flag, value string, err error) error {
	switch flag.Value.Type() {
	case "duration":
		return fmt.Errorf("%q is no duration (such as 10s or 1m30s)", value)
	case "int", "int64", "uint64":
		return fmt.Errorf("%q is no whole number in range", value)
	case "float64":
		return fmt.Errorf("%q is no number", value)
	case "bool":
		return fmt.Errorf("%q is neither true nor false", value)
	}
	return err
}

// listener is the address of a provider's own listener.
type listener struct {
	to       *map[string]string
	provider string
}

func listenerVar(f *pflag.FlagSet, to *map[string]string, provider string) {
	f.Var(listener{to, provider}, "listen."+provider,
		fmt.Sprintf("`address` of %s's own listener, with its paths at the root (empty: none)", provider))
}

func (l listener) String() string { return (*l.to)[l.provider] }
func (l listener) Type() string   { return "string" }

// Set takes any text; whether it is an address is judged with the rest. An empty one takes the listener away.
func (l listener) Set(value string) error {
	if value == "" {
		delete(*l.to, l.provider)
		return nil
	}
	if *l.to == nil {
		*l.to = map[string]string{}
	}
	(*l.to)[l.provider] = value
	return nil
}

// words is a setting that holds several words, divided by commas. Setting it replaces them.
type words struct{ to *[]string }

func (w words) String() string { return strings.Join(*w.to, ",") }
func (w words) Type() string   { return "words" }

// Set takes any words; blanks around them do not count.
func (w words) Set(value string) error {
	*w.to = nil
	for word := range strings.SplitSeq(value, ",") {
		if word = strings.TrimSpace(word); word != "" {
			*w.to = append(*w.to, word)
		}
	}
	return nil
}
