package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/match"
)

// Reach sees to it that a person can be reached on a channel. Who is there already stays as he is.
func (w *World) Reach(ctx context.Context, number, name, channel string) error {
	var is struct{ Apps []string }
	err := w.do(ctx, "getHandset", phone(number), nil, &is)
	var refused *Refused
	switch {
	case errors.As(err, &refused) && refused.Status == http.StatusNotFound:
		return w.Put(ctx, number, map[string]any{"name": name, "apps": []string{channel}})
	case err != nil:
		return err
	case slices.Contains(is.Apps, channel):
		return nil
	}
	return w.Put(ctx, number, map[string]any{"apps": append(is.Apps, channel)})
}

// Put changes what the body names of a person and the phone.
func (w *World) Put(ctx context.Context, number string, body map[string]any) error {
	return w.do(ctx, "putHandset", phone(number), body, nil)
}

// Write sends a message from a phone and answers its id.
func (w *World) Write(ctx context.Context, number string, body map[string]any) (string, error) {
	var out struct{ MessageID string }
	err := w.do(ctx, "handsetWrite", phone(number), body, &out)
	return out.MessageID, err
}

// Revoke takes back a message that the person wrote, for everyone.
func (w *World) Revoke(ctx context.Context, number, messageID string) error {
	return w.do(ctx, "handsetRevoke", map[string]string{"number": number, "id": messageID}, nil, nil)
}

// Order sends a cart.
func (w *World) Order(ctx context.Context, number string, body map[string]any) error {
	return w.do(ctx, "handsetOrder", phone(number), body, nil)
}

// Read reads the chat with a sender.
func (w *World) Read(ctx context.Context, number, channel, sender string) error {
	return w.do(ctx, "handsetRead", phone(number), chat(channel, sender), nil)
}

// Block blocks a sender; Unblock takes that back.
func (w *World) Block(ctx context.Context, number, channel, sender string) error {
	return w.do(ctx, "handsetBlock", phone(number), chat(channel, sender), nil)
}

// Unblock lets the messages of a sender through again.
func (w *World) Unblock(ctx context.Context, number, channel, sender string) error {
	return w.do(ctx, "handsetUnblock", phone(number), chat(channel, sender), nil)
}

// Chat is what the phone shows of the chat with a sender, newest last.
func (w *World) Chat(ctx context.Context, number, channel, sender string) ([]any, error) {
	done, err := w.client.Do(ctx, client.Call{Operation: "handsetScreen", Params: w.params(
		map[string]string{"number": number, "channel": channel, "sender": sender, "limit": "1000"},
	)})
	if err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	if err := done.Expect(http.StatusOK); err != nil {
		return nil, err
	}
	screen, err := done.JSON()
	if err != nil {
		return nil, err
	}
	messages, _ := match.At(screen, "chats.0.messages")
	list, _ := messages.([]any)
	return list, nil
}

// Tap taps the button, or picks the row, with this caption on the newest message that has one.
func (w *World) Tap(ctx context.Context, number, channel, sender, caption string) error {
	messages, err := w.Chat(ctx, number, channel, sender)
	if err != nil {
		return err
	}
	for _, message := range slices.Backward(messages) {
		for _, part := range []struct{ list, word string }{{"buttons", "button"}, {"rows", "row"}} {
			if !titled(message, part.list, caption) {
				continue
			}
			id, err := match.Text(message, "messageId")
			if err != nil {
				return err
			}
			return w.do(ctx, "handsetTap", phone(number), map[string]any{"message": id, part.word: caption}, nil)
		}
	}
	return fmt.Errorf("no button and no row %q on the screen: %s", caption, match.Show(messages))
}

func titled(message any, list, title string) bool {
	found, _ := match.At(message, list)
	entries, _ := found.([]any)
	return slices.ContainsFunc(entries, func(entry any) bool {
		is, err := match.Text(entry, "title")
		return err == nil && is == title
	})
}

// Media brings a file into the world, for people to send, and answers its id.
func (w *World) Media(ctx context.Context, name, mediaType string, data []byte) (string, error) {
	var out struct{ MediaID string }
	err := w.send(ctx, client.Call{
		Operation: "putMedia", Params: w.params(map[string]string{"filename": name}), ContentType: mediaType, Body: data,
	}, &out)
	return out.MediaID, err
}

func phone(number string) map[string]string { return map[string]string{"number": number} }

func chat(channel, sender string) map[string]any {
	return map[string]any{"channel": channel, "sender": sender}
}
