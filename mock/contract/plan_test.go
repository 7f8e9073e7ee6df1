package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

// judged is a body that a document speaks of: of a request, an answer or a callback.
type judged struct {
	name  string
	test  bool // the document is there for tests, and uses more of JSON Schema than others
	plan  *lazyPlan
	seeds [][]byte
}

// bodies are all JSON bodies of all documents, those of the tests included.
func bodies(t testing.TB) []*judged {
	t.Helper()
	var all []*judged
	add := func(name string, c *content) {
		if c == nil {
			return
		}
		for media, p := range c.plans {
			if isJSON(media) {
				test := strings.HasPrefix(name, "post ") || strings.HasPrefix(name, "tailor ") || strings.HasPrefix(name, "union ")
				all = append(all, &judged{name: name + " " + media, test: test, plan: p})
			}
		}
	}
	for _, d := range documents(t) {
		for _, op := range d.Operations() {
			at := d.Name() + " " + op.ID
			add(at, op.body)
			for status, a := range op.answers {
				add(at+" "+status, a.content)
			}
		}
		for event, w := range d.webhooks {
			add(d.Name()+" "+event, w.content)
		}
	}
	slices.SortFunc(all, func(a, b *judged) int { return strings.Compare(a.name, b.name) })
	return all
}

func documents(t testing.TB) (all []*Document) {
	t.Helper()
	entries, err := specs.FS.ReadDir(".")
	require.NoError(t, err)
	for _, e := range entries {
		d, err := Load(strings.TrimSuffix(e.Name(), ".yaml"))
		require.NoError(t, err)
		all = append(all, d)
	}
	for _, name := range []string{"post", "tailor", "union"} {
		data, err := os.ReadFile("testdata/" + name + ".yaml")
		require.NoError(t, err)
		d, err := Parse(name, data)
		require.NoError(t, err)
		all = append(all, d)
	}
	return all
}

// judgement is what kin-openapi and the steps before it say of a body, which a plan has to keep to.
type judgement struct {
	valid bool
	asIs  bool // it may be bound as it is
}

func slowly(p *lazyPlan, body []byte) judgement {
	v, members, b := decode(body)
	if b != nil {
		return judgement{}
	}
	asIs := p.side.spelling == nil || p.side.spelling.settled(v, members)
	if p.side.tolerance.drop(v, p.schema) {
		asIs = false
	}
	return judgement{p.schema == nil || p.side.judge.accepts(p.schema, v), asIs}
}

// sound fails when a plan accepts what is not valid, and reports whether a valid body was left to kin-openapi.
func sound(t testing.TB, j *judged, body []byte) (accepted, left bool) {
	accepted = j.plan.accepts(body)
	truth := slowly(j.plan, body)
	if accepted && !(truth.valid && truth.asIs) {
		require.Fail(t, "the plan takes what is not valid", "%s: %s", j.name, body)
	}
	left = truth.valid && truth.asIs && !accepted
	if left && !j.test && !excused(body) && !dropping(j.plan.side.tolerance, body) {
		require.Fail(t, "a valid body takes the long way", "%s: %s", j.name, body)
	}
	return accepted, left
}

// excused lists for what reasons plans leave valid bodies to kin-openapi, beside keywords that only the documents of tests
// use: names with escapes and halves of surrogate pairs, members that stand twice, unknown names whose
// hashes meet or that are not ASCII, and integers of 64 bits that float64 cannot hold.
func excused(body []byte) bool {
	v, members, b := decode(body)
	return b != nil || bytes.ContainsRune(body, '\\') || longNumber.Match(body) || foreignName.Match(body) || count(v) != members || hashesMeet(v)
}

// dropping: where empty texts count as absent, a body with one, or with a null that might, takes the long way.
func dropping(t tolerance, body []byte) bool {
	return t.emptyIsAbsent && (bytes.Contains(body, []byte(`""`)) || bytes.Contains(body, []byte("null")))
}

var longNumber = regexp.MustCompile(`[0-9]{16}|[eE][+]?[0-9]{2}`)

var foreignName = regexp.MustCompile(`"[^"]*[^\x00-\x7F][^"]*"\s*:`)

func count(v any) (members int) {
	switch v := v.(type) {
	case map[string]any:
		members = len(v)
		for _, child := range v {
			members += count(child)
		}
	case []any:
		for _, child := range v {
			members += count(child)
		}
	}
	return members
}

func hashesMeet(v any) (meet bool) {
	var marks [8]uint64
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			meet = mark(&marks, []byte(name)) || hashesMeet(child) || meet
		}
	case []any:
		for _, child := range v {
			meet = hashesMeet(child) || meet
		}
	}
	return meet
}

// seed invents bodies of each kind, until some are valid or hope is gone.
func (j *judged) seed(r *rand.Rand) {
	valid, tries := 0, 60
	if slow {
		tries = 6
	}
	for range tries {
		body, err := json.Marshal(invented(r, j.plan.schema, 0))
		if err != nil {
			continue
		}
		good := slowly(j.plan, body).valid
		if good {
			valid++
		}
		if good || len(j.seeds) < 2 {
			j.seeds = append(j.seeds, body)
		}
		if valid == 8 {
			break
		}
	}
	slices.SortFunc(j.seeds, func(a, b []byte) int { return len(a) - len(b) })
}

// rounds is how many bodies are compared in all.
func rounds() int {
	if slow {
		return 10_000
	}
	return 1_000_000
}

// What a plan accepts, kin-openapi accepts too, over all bodies of all documents: valid ones, and such with one or two
// things changed. Small ones come oftener, since they are cheap and break in the same ways.
func TestPlansNeverAcceptWhatTheLibraryRefuses(t *testing.T) {
	all := bodies(t)
	var wg sync.WaitGroup
	shards := runtime.GOMAXPROCS(0)
	totals := make([]tally, shards)
	for shard := range shards {
		wg.Go(func() { totals[shard].run(t, all, shard, shards) })
	}
	wg.Wait()
	sum := tally{by: map[string]int{}}
	for _, one := range totals {
		sum.compared += one.compared
		sum.accepted += one.accepted
		sum.left += one.left
		for name, n := range one.by {
			sum.by[name] += n
		}
	}
	t.Logf("%d bodies: %d accepted, %d valid ones left to kin-openapi", sum.compared, sum.accepted, sum.left)
	require.GreaterOrEqual(t, sum.compared, rounds())
	require.Greater(t, sum.accepted, sum.compared/50)
	require.Less(t, sum.left, sum.accepted/3, "most of what is valid takes the short way")
	worst := slices.SortedFunc(maps.Keys(sum.by), func(a, b string) int { return sum.by[b] - sum.by[a] })
	for _, name := range worst[:min(5, len(worst))] {
		t.Logf("left of %s: %d", name, sum.by[name])
	}
}

// tally is what one goroutine has compared.
type tally struct {
	compared, accepted, left int
	by                       map[string]int // left, by body
}

func (c *tally) run(t *testing.T, all []*judged, shard, shards int) {
	c.by = map[string]int{}
	r := rand.New(rand.NewPCG(1, uint64(shard)))
	for i := shard; i < len(all); i += shards {
		all[i].seed(r)
	}
	share := rounds()/len(all) + 1
	for i := shard; i < len(all); i += shards {
		c.body(t, r, all[i], share)
	}
}

func (c *tally) body(t *testing.T, r *rand.Rand, j *judged, rounds int) {
	places := make([][]stretch, len(j.seeds))
	for i, seed := range j.seeds {
		places[i] = stretches(seed)
	}
	for n := range rounds {
		i := min(r.IntN(len(j.seeds)), r.IntN(len(j.seeds)), r.IntN(len(j.seeds)))
		body := j.seeds[i]
		if n >= len(j.seeds) {
			body = deformed(r, body, places[i])
			if r.IntN(3) == 0 && json.Valid(body) {
				body = deformed(r, body, stretches(body))
			}
		}
		accepted, left := sound(t, j, body)
		c.compared++
		if accepted {
			c.accepted++
		}
		if left {
			c.left++
			c.by[j.name]++
		}
	}
}

// Every documented example takes the short way.
func TestExamplesTakeTheShortWay(t *testing.T) {
	left := []string{}
	for name, doc := range embedded(t) {
		d, err := Load(strings.TrimSuffix(name, ".yaml"))
		require.NoError(t, err)
		for _, item := range doc.Paths.Map() {
			for _, documented := range item.Operations() {
				op := d.Operation(documented.OperationID)
				for _, body := range examples(t, documented) {
					if !op.body.accepts("application/json", body) && !dropping(op.tolerance, body) {
						left = append(left, fmt.Sprintf("%s: %s", op.ID, body))
					}
				}
			}
		}
	}
	require.Empty(t, left)
}

func FuzzPlan(f *testing.F) {
	all := map[string]*judged{}
	r := rand.New(rand.NewPCG(1, 2))
	for _, j := range bodies(f) {
		all[j.name] = j
		j.seed(r)
		f.Add(j.name, j.seeds[0])
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		if j := all[name]; j != nil {
			sound(t, j, body)
			return
		}
		for _, name := range []string{"post sendLetter application/json", "union all application/json", "tailor order application/json"} {
			sound(t, all[name], body)
		}
	})
}

// The same for parameters and headers.
func TestPlansOfParametersNeverAcceptWhatTheLibraryRefuses(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	accepted, lists := 0, 0
	texts := append([]string{"", "true", "1", "0", "-1", "+5", "1.5", "1e3", "0x1", "é", "TRUE", "9007199254740993", "1e999", "NaN", "\xff"}, guesses...)
	for _, d := range documents(t) {
		for _, op := range d.Operations() {
			for _, p := range op.Params() {
				for range 50 {
					raw := []string{texts[r.IntN(len(texts))]}
					if p.Type == "array" {
						for range r.IntN(3) {
							raw = append(raw, texts[r.IntN(len(texts))])
						}
						for i := range raw {
							if words := shape(itemsOf(p.schema)).schema; words != nil && len(words.Enum) > 0 && r.IntN(2) == 0 {
								raw[i] = fmt.Sprint(words.Enum[r.IntN(len(words.Enum))])
							}
						}
					}
					if !p.certain(raw) {
						continue
					}
					accepted++
					if p.Type == "array" {
						lists++
					}
					require.True(t, p.plan.side.judge.accepts(p.schema, p.value(raw)), "%s %s: %q", op.ID, p.Name, raw)
				}
			}
		}
	}
	require.Greater(t, accepted, 1000)
	require.Greater(t, lists, 50)
}
