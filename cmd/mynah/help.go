package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

func helpCommand() command {
	return command{
		name: "help", args: "[command] [command]",
		does:    "show the help of a command",
		example: "mynah help world advance",
		setup: func(*pflag.FlagSet) action {
			return func(ctx context.Context, e env, args []string) error {
				c, path := program(), "mynah"
				for _, name := range args {
					next, err := c.find(path, name)
					if err != nil {
						return err
					}
					c, path = next, path+" "+name
				}
				return c.help(e.stdout, path)
			}
		},
	}
}

// help prints what a command does and how it is called.
func (c command) help(w io.Writer, path string) error {
	var text strings.Builder
	if c.commands != nil {
		c.helpGroup(&text, path)
	} else {
		c.helpCommand(&text, path)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// helpGroup lists the commands below.
func (c command) helpGroup(text *strings.Builder, path string) {
	fmt.Fprintf(text, "%s\n\nUsage: %s <command> [flags]\n\nCommands:\n", sentence(c.does), path)
	for _, next := range c.commands {
		fmt.Fprintf(text, "  %-12s%s\n", next.name, next.does)
	}
	if c.otherwise != "" {
		fmt.Fprintf(text, "\nWithout a command: %s\n", c.otherwise)
	}
	c.helpExample(text)
	fmt.Fprintf(text, "\nMore on one of them: %s <command> --help\n", path)
}

func (c command) helpCommand(text *strings.Builder, path string) {
	fmt.Fprintf(text, "%s\n", sentence(c.does))
	if c.about != "" {
		fmt.Fprintf(text, "\n%s\n", c.about)
	}
	flags, _ := c.flags()
	fmt.Fprintf(text, "\nUsage: %s", path)
	if flags.HasFlags() {
		text.WriteString(" [flags]")
	}
	if c.args != "" {
		text.WriteString(" " + c.args)
	}
	text.WriteString("\n")
	if flags.HasFlags() {
		fmt.Fprintf(text, "\nFlags:\n%s", flags.FlagUsages())
	}
	c.helpExample(text)
}

func (c command) helpExample(text *strings.Builder) {
	if c.example != "" {
		fmt.Fprintf(text, "\nExample:\n  %s\n", strings.ReplaceAll(c.example, "\n", "\n  "))
	}
}

// sentence makes a line of a list into a sentence of its own.
func sentence(does string) string {
	return strings.ToUpper(does[:1]) + strings.TrimSuffix(does[1:], ".") + "."
}
