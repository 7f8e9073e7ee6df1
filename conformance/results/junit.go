package results

import (
	"encoding/xml"
	"io"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string     `xml:"name,attr"`
	Class   string     `xml:"classname,attr"`
	Failure *junitNote `xml:"failure"`
	Error   *junitNote `xml:"error"`
	Skipped *junitNote `xml:"skipped"`
}

type junitNote struct {
	Message string `xml:"message,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// junit makes a suite of each feature and a case of each scenario; what was not asked for counts as skipped.
func (n *Node) junit(out io.Writer) error {
	all := junitSuites{Name: n.Name}
	all.Tests, all.Failures, all.Errors, all.Skipped = n.junitCounts()
	n.Walk(Feature, func(_, feature *Node) {
		suite := junitSuite{Name: feature.Name}
		suite.Tests, suite.Failures, suite.Errors, suite.Skipped = feature.junitCounts()
		for _, s := range feature.Children {
			suite.Cases = append(suite.Cases, s.junitCase(feature))
		}
		all.Suites = append(all.Suites, suite)
	})
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(out)
	encoder.Indent("", "  ")
	return encoder.Encode(all)
}

func (n *Node) junitCounts() (tests, failures, errors, skipped int) {
	counts := n.Count()
	for _, count := range counts {
		tests += count
	}
	return tests, counts[Fail], counts[Error], counts[Skip] + counts[Disabled]
}

func (n *Node) junitCase(feature *Node) junitCase {
	c := junitCase{Name: n.Name, Class: feature.Name}
	note := &junitNote{Message: n.Place, Text: n.Why()}
	switch n.State {
	case Fail:
		c.Failure = note
	case Error:
		c.Error = note
	case Skip, Disabled:
		c.Skipped = &junitNote{Message: n.Why()}
	}
	return c
}
