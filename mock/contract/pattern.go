package contract

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"unicode/utf8"
)

// pattern is a regular expression that reads ASCII by a table, one step for each byte; regexp reads the rest.
type pattern struct {
	whole *regexp.Regexp
	next  [][utf8.RuneSelf]uint8 // nil: no table
	now   []bool                 // a match was found
	end   []bool                 // there is one if the text ends here
}

// maxStates bounds the table. Patterns that need more are left to regexp.
const maxStates = 160

// patterns keeps one pattern for each expression in the process.
var patterns sync.Map

func patternOf(expr string) (*pattern, error) {
	if p, ok := patterns.Load(expr); ok {
		return p.(*pattern), nil
	}
	whole, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	p := &pattern{whole: whole}
	p.tabulate(expr)
	patterns.Store(expr, p)
	return p, nil
}

func (p *pattern) match(text []byte) bool {
	if p.next == nil {
		return p.whole.Match(text)
	}
	state := uint8(0)
	for _, c := range text {
		if p.now[state] {
			return true
		}
		if c >= utf8.RuneSelf {
			return p.whole.Match(text)
		}
		state = p.next[state][c]
	}
	return p.now[state] || p.end[state]
}

// tabulate makes the table by following all threads of the compiled expression at once.
func (p *pattern) tabulate(expr string) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return
	}
	t := threads{prog: prog}
	states := [][]uint32{t.start(syntax.EmptyBeginText)}
	for i := 0; i < len(states); i++ {
		if t.odd || len(states) > maxStates {
			*p = pattern{whole: p.whole}
			return
		}
		var row [utf8.RuneSelf]uint8
		for c := range row {
			to := t.step(states[i], rune(c))
			at := slices.IndexFunc(states, func(s []uint32) bool { return slices.Equal(s, to) })
			if at < 0 {
				at, states = len(states), append(states, to)
			}
			row[c] = uint8(min(at, 255))
		}
		p.next = append(p.next, row)
		p.now = append(p.now, t.matches(states[i], 0))
		p.end = append(p.end, t.matches(states[i], syntax.EmptyEndText))
	}
}

// threads follows the instructions of an expression. A state is the sorted set of instructions that wait for a
// character, for the text's end, or for nothing more.
type threads struct {
	prog *syntax.Prog
	odd  bool // the expression looks at words or lines
}

// start are the threads that begin at a place: as a match may begin anywhere, more do at every character.
func (t *threads) start(flags syntax.EmptyOp) []uint32 {
	return t.settle([]uint32{uint32(t.prog.Start)}, flags)
}

func (t *threads) step(from []uint32, c rune) []uint32 {
	to := []uint32{uint32(t.prog.Start)}
	for _, pc := range from {
		inst := &t.prog.Inst[pc]
		switch inst.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if inst.MatchRune(c) {
				to = append(to, inst.Out)
			}
		}
	}
	return t.settle(to, 0)
}

// settle follows what needs no character.
func (t *threads) settle(todo []uint32, flags syntax.EmptyOp) []uint32 {
	seen := map[uint32]bool{}
	var waiting []uint32
	for len(todo) > 0 {
		pc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		inst := &t.prog.Inst[pc]
		switch inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstEmptyWidth:
			wants := syntax.EmptyOp(inst.Arg)
			t.odd = t.odd || wants&^(syntax.EmptyBeginText|syntax.EmptyEndText) != 0
			switch {
			case wants&^flags == 0:
				todo = append(todo, inst.Out)
			case wants&syntax.EmptyBeginText == 0:
				waiting = append(waiting, pc)
			}
		case syntax.InstFail:
		default:
			waiting = append(waiting, pc)
		}
	}
	slices.Sort(waiting)
	return waiting
}

func (t *threads) matches(state []uint32, flags syntax.EmptyOp) bool {
	for _, pc := range t.settle(slices.Clone(state), flags) {
		if t.prog.Inst[pc].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}
