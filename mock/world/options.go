package world

import "github.com/mynah-sim/mynah/mock/network"

// options are those of a world that a file may set (network 10.2); the others are set when a world is made.
type options struct {
	Review string       `yaml:"templates.review"` // auto, manual, instant; empty: auto
	Limits list[string] `yaml:"limits"`           // off, platform, or what is enforced; none: off
	Strict bool         `yaml:"limits.strict"`
	Bind   *bool        `yaml:"bind.exclusive"` // none: true
}

// options judges them and puts them into a network's description.
func (f *file) options(c *network.Config) {
	o := f.content.Options
	f.oneOf("options.templates.review", o.Review, "", "auto", "manual", "instant")
	limits, err := network.Limits{Strict: o.Strict}.Enforce(o.Limits...)
	if err != nil {
		f.fail("options.limits", "%v", err)
	}
	c.Shared = f.shared()
	c.Review, c.Limits = network.ReviewMode(o.Review), limits
}

// shared tells whether several accounts may have one number (network D29).
func (f *file) shared() bool { return f.content.Options.Bind != nil && !*f.content.Options.Bind }
