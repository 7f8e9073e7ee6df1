package conformance

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/steps"
	"github.com/mynah-sim/mynah/features"
)

var ruleTag = regexp.MustCompile(`^@(OP-\d+[a-z]?|(tyntec|wabbit|onemsg|twoway)-\d+(\.\d+)?|network-(\d+(\.\d+)?|D\d+))$`)

type source struct {
	*messages.GherkinDocument
	Pickles []*messages.Pickle
}

func parsed(t *testing.T) []source {
	t.Helper()
	found, err := godog.TestSuite{Options: &godog.Options{FS: features.FS, Paths: []string{"."}}}.RetrieveFeatures()
	require.NoError(t, err)
	var all []source
	for _, f := range found {
		all = append(all, source{f.GherkinDocument, f.Pickles})
	}
	return all
}

func TestFeaturesArePagesOfTheSpecification(t *testing.T) {
	for _, f := range parsed(t) {
		require.NotEmpty(t, strings.TrimSpace(f.Feature.Description), "%s says no rule", f.Uri)
		require.Contains(t, f.Feature.Description, "(", "%s names no source", f.Uri)
		titles := map[string]bool{}
		for _, child := range f.Feature.Children {
			if child.Scenario == nil {
				continue
			}
			s := child.Scenario
			told := slices.ContainsFunc(s.Tags, func(tag *messages.Tag) bool { return tag.Name == "@journey" })
			require.True(t, told || len(s.Steps) <= 7, "%s: %s has too many steps, and is no @journey through several operations", f.Uri, s.Name)
			require.False(t, titles[s.Name], "%s: %s stands there twice", f.Uri, s.Name)
			titles[s.Name] = true
		}
	}
}

func TestScenariosCarryProviderAndRule(t *testing.T) {
	for _, f := range parsed(t) {
		for _, p := range f.Pickles {
			tags := tagsOf(p)
			spoken := slices.DeleteFunc([]string{"@tyntec", "@wabbit", "@onemsg", "@twoway"}, func(tag string) bool { return !slices.Contains(tags, tag) })
			require.Len(t, spoken, 1, "%s: %s is of one provider", f.Uri, p.Name)
			require.True(t, slices.ContainsFunc(tags, ruleTag.MatchString), "%s: %s names no rule", f.Uri, p.Name)
		}
	}
}

func TestScenariosSpeakTheVocabulary(t *testing.T) {
	used := map[string]bool{}
	for _, f := range parsed(t) {
		for _, p := range f.Pickles {
			needsBench := false
			for _, step := range p.Steps {
				word := understood(t, step)
				used[word.String()] = true
				needsBench = needsBench || word.Bench
			}
			tagged := slices.Contains(tagsOf(p), "@bench")
			require.True(t, tagged || !needsBench, "%s: %s uses words of the bench without @bench", f.Uri, p.Name)
		}
	}
	require.Greater(t, len(used), 30)
}

func tagsOf(p *messages.Pickle) []string {
	var tags []string
	for _, tag := range p.Tags {
		tags = append(tags, tag.Name)
	}
	return tags
}

// understood finds the one sentence that a step is.
func understood(t *testing.T, step *messages.PickleStep) steps.Word {
	t.Helper()
	keyword := map[messages.PickleStepType]string{
		messages.PickleStepType_CONTEXT: "Given", messages.PickleStepType_ACTION: "When", messages.PickleStepType_OUTCOME: "Then",
	}[step.Type]
	var found []steps.Word
	for _, word := range steps.NewWorld(&steps.Env{}).Words() {
		if word.Keyword == keyword && regexp.MustCompile(word.Expression()).MatchString(step.Text) {
			found = append(found, word)
		}
	}
	require.Len(t, found, 1, "%s %s", keyword, step.Text)
	return found[0]
}
