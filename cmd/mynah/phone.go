package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/spf13/pflag"
)

// channelFlag declares the channel on which a person and a sender meet.
func channelFlag(flags *pflag.FlagSet) *string {
	return flags.String("channel", "whatsapp", "where they meet, `whatsapp|sms|viber`")
}

func writeCommand() command {
	return command{
		name: "write", args: "<number> <text>",
		does:    "a person writes a text to the business",
		about:   "The text \"-\" is read from standard input. Prints the id of the message.",
		example: "mynah world write 491700000001 --to 4915735990001 \"hello\"\nmynah world write 491700000001 --to 71045 --channel viber \"hello\"",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			to := flags.String("to", "", "`sender` of the business, a group or a number (needed)")
			channel := channelFlag(flags)
			replyTo := flags.String("reply-to", "", "`id` of the message this one quotes")
			return func(ctx context.Context, e env, args []string) error {
				if *to == "" {
					return &usageError{text: "needs --to"}
				}
				text, err := textArgument(e, args[1])
				if err != nil {
					return err
				}
				body := members{"to": *to, "channel": *channel, "kind": "text", "text": text}
				answer, err := b.call(ctx, e, http.MethodPost, b.inside("handsets", args[0], "messages"), body.with("replyTo", *replyTo))
				if err != nil {
					return err
				}
				return show(e, b, answer, written.text)
			}
		},
	}
}

// textArgument is the argument itself, or what standard input holds when it is "-".
func textArgument(e env, argument string) (string, error) {
	if argument != "-" {
		return argument, nil
	}
	text, err := io.ReadAll(e.stdin)
	if err != nil {
		return "", errors.New("standard input: " + err.Error())
	}
	return strings.TrimSuffix(string(text), "\n"), nil
}

type written struct {
	MessageID string `json:"messageId"`
}

func (w written) text() string { return w.MessageID + "\n" }

func readCommand() command {
	return command{
		name: "read", args: "<number>",
		does:    "a person reads the chat with a sender of the business",
		about:   "Prints the ids of the messages that became read.",
		example: "mynah world read 491700000001 --from 4915735990001",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			from := flags.String("from", "", "`sender` whose chat is read (needed)")
			channel := channelFlag(flags)
			return func(ctx context.Context, e env, args []string) error {
				if *from == "" {
					return &usageError{text: "needs --from"}
				}
				body := members{"sender": *from, "channel": *channel}
				answer, err := b.call(ctx, e, http.MethodPost, b.inside("handsets", args[0], "read"), body)
				if err != nil {
					return err
				}
				return show(e, b, answer, readMessages.text)
			}
		},
	}
}

type readMessages struct {
	MessageIDs []string `json:"messageIds"`
}

func (r readMessages) text() string {
	var text strings.Builder
	for _, id := range r.MessageIDs {
		text.WriteString(id + "\n")
	}
	return text.String()
}

func screenCommand() command {
	return command{
		name: "screen", args: "<number>",
		does:    "show what a person sees: the chats and their messages, newest last",
		example: "mynah world screen 491700000001",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.call(ctx, e, http.MethodGet, b.inside("handsets", args[0], "screen"), nil)
				if err != nil {
					return err
				}
				return show(e, b, answer, screen.text)
			}
		},
	}
}

// screen is what stands on a phone (control, handsetScreen).
type screen struct {
	Chats []struct {
		Sender   string `json:"sender"`
		Channel  string `json:"channel"`
		Messages []struct {
			Direction string `json:"direction"`
			Kind      string `json:"kind"`
			Text      string `json:"text"`
			Status    string `json:"status"`
			At        string `json:"at"`
		} `json:"messages"`
	} `json:"chats"`
}

func (s screen) text() string {
	var text strings.Builder
	for _, chat := range s.Chats {
		fmt.Fprintf(&text, "%s %s\n", chat.Channel, chat.Sender)
		for _, m := range chat.Messages {
			fmt.Fprintf(&text, "  %s\t%s\t%s\t%s\t%s\n", m.At, m.Direction, m.Kind, m.Status, oneLine(m.Text))
		}
	}
	return columns(text.String())
}

// oneLine keeps a text of several lines in its row.
func oneLine(text string) string {
	return strings.NewReplacer("\r", "", "\n", " ⏎ ", "\t", " ").Replace(text)
}
