package config

import "github.com/spf13/pflag"

// Default is the source of a setting that nobody set.
const Default = "default"

// Setting is one setting as it came out.
type Setting struct {
	Name     string `json:"name"`
	Value    string `json:"value"`  // "***" for a secret that is set
	Source   string `json:"source"` // Default, the path of the file, the name of the variable or the flag
	Variable string `json:"variable"`
	Usage    string `json:"usage"`
}

// Outcome lists every setting with its value and where the value came from, in the order of the register.
func (r *Register) Outcome() []Setting {
	var settings []Setting
	r.flags.VisitAll(func(f *pflag.Flag) {
		_, usage := pflag.UnquoteUsage(f)
		s := Setting{Name: f.Name, Value: f.Value.String(), Source: Default, Variable: variable(f.Name), Usage: usage}
		if _, secret := f.Annotations[secretKey]; secret {
			s.Value = Secret(s.Value).String()
		}
		if source, set := r.sources[f.Name]; set {
			s.Source = source
		}
		settings = append(settings, s)
	})
	return settings
}
