package world

import (
	"encoding/binary"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/mock/network"
)

// OneMsgPart is what 1msg knows beside the network.
type OneMsgPart struct {
	Channels []OneMsgChannel `yaml:"channels"`
}

// OneMsgChannel is a channel: an instance id with its token (onemsg 1.1).
type OneMsgChannel struct {
	ID       string       `yaml:"id"` // of the network's account
	Name     string       `yaml:"name"`
	Instance string       `yaml:"instance"`
	Token    string       `yaml:"token"`
	Files    []OneMsgFile `yaml:"files"`
}

// OneMsgFile is a stored file of a channel (onemsg 5.16).
type OneMsgFile struct {
	ID   string `yaml:"id"` // media id: digits
	Type string `yaml:"type"`
	From string `yaml:"from"` // name of an embedded media fixture
	Size int    `yaml:"size"` // bytes; what the fixture lacks is filled up with zeros
}

// OneMsgOptions are those of a channel when it is made (network 10.1, column 1msg).
func OneMsgOptions() network.AccountOptions {
	return network.AccountOptions{
		SyncChecks: []string{
			"state", "group", "blocklist", "template", "window", "media_id", "media_type", "media_size", "content",
		},
		StateDown: map[network.SenderState]network.DownMode{
			network.Connecting: network.DownQueue, network.Disconnected: network.DownQueue,
		},
		UploadLife:     30 * 24 * time.Hour,
		InboundLife:    30 * 24 * time.Hour,
		TemplateSubmit: time.Second,
		ReviewDelay:    5 * time.Second,
		RegionSender:   true,
	}
}

var instance = regexp.MustCompile(`^[A-Za-z0-9]{1,40}$`) // onemsg 1.1

// onemsg judges the channels and answers the network's side of them.
func (f *file) onemsg() (accounts []network.Account) {
	for i, c := range f.content.OneMsg.Channels {
		at := member("onemsg.channels", i)
		f.define(at+".id", "account", c.ID)
		f.define(at+".instance", "instance", c.Instance)
		f.define(at+".token", "token", c.Token)
		f.want(c.Instance == "" || instance.MatchString(c.Instance), at+".instance", "%q is not made of letters and digits", c.Instance)
		accounts = append(accounts, network.Account{ID: c.ID, Label: "onemsg", Name: c.Name, Options: OneMsgOptions()})
	}
	return accounts
}

// onemsgFiles are the stored files of the channels.
func (f *file) onemsgFiles() (files []network.StoredFile) {
	for i, c := range f.content.OneMsg.Channels {
		for j, one := range c.Files {
			at := member(member("onemsg.channels", i)+".files", j)
			number, err := strconv.ParseUint(one.ID, 10, 64)
			f.want(err == nil && number >= leastMediaID, at+".id", "%q is no number of 15 to 17 digits", one.ID)
			data, err := fixtures.FS.ReadFile(path.Join("media", one.From))
			f.want(err == nil, at+".from", "%q is no media fixture", one.From)
			data = append(data, make([]byte, max(one.Size-len(data), 0))...)
			files = append(files, network.StoredFile{ID: MediaID(number), Account: c.ID, MIME: one.Type, Name: one.From, Data: data})
		}
	}
	return files
}

// leastMediaID is the smallest media id of 1msg (onemsg 1.8).
const leastMediaID = 100_000_000_000_000

// MediaID is the id in the network of a file that 1msg shows under a number.
func MediaID(number uint64) (id network.ID) {
	binary.BigEndian.PutUint64(id[:], number-leastMediaID)
	return id
}

// of is the part with the credentials of one world.
func (p OneMsgPart) of(m mint) OneMsgPart {
	p.Channels = slices.Clone(p.Channels)
	for i, c := range p.Channels {
		b := m.bytes("onemsg instance", c.Instance)
		p.Channels[i].Instance = "MOCK" + strings.ToUpper(hex.EncodeToString(b[:4]))
		p.Channels[i].Token = m.secret("onemsg", c.Token)
	}
	return p
}
