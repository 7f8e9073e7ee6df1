package control

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

type scanIn struct {
	Number string `path:"number"`
	Body   struct{ Code string }
}

type scanned struct {
	AccountID string `json:"accountId"`
	Sender    string `json:"sender"`
}

func (b *Bench) handsetScan(ctx context.Context, in scanIn) (scanned, error) {
	account, err := netOf(ctx).Scan(in.Number, in.Body.Code)
	if err != nil {
		return scanned{}, fmt.Errorf("scan by %q: %w", in.Number, err)
	}
	return scanned{account, in.Number}, nil
}

type unlinkIn struct {
	Number string `path:"number"`
	Body   struct{}
}

func (b *Bench) handsetUnlink(ctx context.Context, in unlinkIn) (wire.Empty, error) {
	if err := netOf(ctx).Unlink("", in.Number); err != nil {
		return wire.Empty{}, fmt.Errorf("number %q: %w", in.Number, err)
	}
	return wire.Empty{}, nil
}

type changeIn struct {
	Number string `path:"number"`
	Body   struct{ Act, Number, MCCMNC, Channel string }
}

func (b *Bench) handsetChange(ctx context.Context, in changeIn) (wire.Empty, error) {
	n := netOf(ctx)
	var err error
	switch in.Body.Act {
	case "newNumber":
		if taken(n, in.Body.Number) {
			return wire.Empty{}, fmt.Errorf("number %q is a business sender: %w", in.Body.Number, errNumberTaken)
		}
		err = n.ChangeNumber(in.Number, in.Body.Number)
	case "newPhone":
		err = n.Reregister(in.Number)
	case "port":
		err = n.Port(in.Number, in.Body.MCCMNC)
	case "uninstall":
		err = n.Uninstall(in.Number, channel(in.Body.Channel))
	}
	if err != nil {
		return wire.Empty{}, fmt.Errorf("%s of %q: %w", in.Body.Act, in.Number, err)
	}
	return wire.Empty{}, nil
}

type editIn struct {
	Number string `path:"number"`
	ID     string `path:"id"`
	Body   struct{ Text string }
}

func (b *Bench) handsetEdit(ctx context.Context, in editIn) (wire.Empty, error) {
	id, err := b.messageID(ctx, in.ID)
	if err == nil {
		err = netOf(ctx).Edit(in.Number, id, in.Body.Text)
	}
	if err != nil {
		return wire.Empty{}, fmt.Errorf("message %q: %w", in.ID, err)
	}
	return wire.Empty{}, nil
}

type playIn struct {
	Number string `path:"number"`
	Body   struct{ Message string }
}

func (b *Bench) handsetPlay(ctx context.Context, in playIn) (wire.Empty, error) {
	id, err := b.messageID(ctx, in.Body.Message)
	if err == nil {
		err = netOf(ctx).Play(in.Number, id)
	}
	if err != nil {
		return wire.Empty{}, fmt.Errorf("message %q: %w", in.Body.Message, err)
	}
	return wire.Empty{}, nil
}

type blockIn struct {
	Number string `path:"number"`
	Body   struct {
		chatRef
		Block  *bool
		Report bool
		Reason string
	}
}

func (b *Bench) handsetBlock(ctx context.Context, in blockIn) (wire.Empty, error) {
	n, chat := netOf(ctx), in.Body.chatRef
	if in.Body.Report {
		if err := n.Report(in.Number, channel(chat.Channel), chat.Sender, in.Body.Reason); err != nil {
			return wire.Empty{}, chat.wrap(in.Number, err)
		}
	}
	if in.Body.Block != nil && !*in.Body.Block {
		return wire.Empty{}, nil
	}
	return wire.Empty{}, chat.wrap(in.Number, n.SetBlocked(in.Number, channel(chat.Channel), chat.Sender, true))
}

// vote chooses options of a poll.
func (b *Bench) vote(ctx context.Context, in tapIn, m network.Message) (tappedOut, error) {
	id, err := netOf(ctx).VoteOn(in.Number, m.ID, *in.Body.Options)
	if err != nil {
		return tappedOut{}, fmt.Errorf("message %q: %w", in.Body.Message, err)
	}
	return tappedOut{Effect: "vote", MessageID: id.String()}, nil
}
