package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Input is what Load may look at.
type Input struct {
	Variables []string                          // the environment, "NAME=value" each
	ReadFile  func(name string) ([]byte, error) // called once, and only when a file is named
}

// Problems lists everything that is wrong with the settings, so that one run shows all of it.
type Problems []string

// Error gives one problem a line.
func (p Problems) Error() string { return strings.Join(p, "\n") }

const prefix = "MYNAH_"

// variable is the name of the environment variable for a setting (style 8).
func variable(name string) string {
	return prefix + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(name))
}

// Load lays the file over the defaults, the environment over the file and the parsed flags over all, and judges the
// outcome. A value that a later source covers is judged too. The error is of type Problems.
func (r *Register) Load(in Input) (Config, error) {
	given := r.parsed()
	variables, problems := r.variables(in.Variables)
	if path := filePath(slices.Concat(variables, given)); path != "" {
		problems = append(r.applyFile(path, in.ReadFile), problems...)
	}
	problems = append(problems, r.apply(variables)...)
	problems = append(problems, r.apply(given)...)
	problems = append(problems, r.check()...)
	if len(problems) > 0 {
		return Config{}, problems
	}
	return r.config, nil
}

// assignment is one value that one source gives to a setting.
type assignment struct {
	flag          *pflag.Flag
	value, source string
	shown         string // the source as a problem names it, with the line in a file
}

// parsed are the settings that stood on the command line.
func (r *Register) parsed() []assignment {
	var given []assignment
	r.flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed {
			given = append(given, assignment{f, f.Value.String(), "--" + f.Name, "--" + f.Name})
		}
	})
	return given
}

// variables are the settings in the environment, in the order of their names; unknown ones are problems.
func (r *Register) variables(environment []string) ([]assignment, Problems) {
	known := map[string]*pflag.Flag{}
	var names []string
	r.flags.VisitAll(func(f *pflag.Flag) {
		names = append(names, variable(f.Name))
		known[variable(f.Name)] = f
	})
	var found []assignment
	var problems Problems
	for _, entry := range slices.Sorted(slices.Values(environment)) {
		name, value, _ := strings.Cut(entry, "=")
		if flag := known[name]; flag != nil {
			found = append(found, assignment{flag, value, name, name})
		} else if strings.HasPrefix(name, prefix) {
			problems = append(problems, fmt.Sprintf("%s: unknown variable%s", name, DidYouMean(name, names)))
		}
	}
	return found, problems
}

// filePath is the file to read: as the last source says.
func filePath(assignments []assignment) string {
	path := ""
	for _, a := range assignments {
		if a.flag.Name == "config" {
			path = a.value
		}
	}
	return path
}

// apply sets the values one by one and keeps where each came from.
func (r *Register) apply(assignments []assignment) Problems {
	var problems Problems
	for _, a := range assignments {
		before := a.flag.Value.String()
		if err := a.flag.Value.Set(a.value); err != nil {
			_ = a.flag.Value.Set(before) // pflag leaves a zero behind, which would be judged too
			problems = append(problems, fmt.Sprintf("%s: %v", a.shown, BadValue(a.flag, a.value, err)))
			continue
		}
		r.sources[a.flag.Name] = a.source
	}
	return problems
}
