package tyntec

import (
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/wire"
)

// maxJSON is the largest JSON body in bytes (tyntec 1.6).
const maxJSON = 1 << 20

// judgeBody runs the operation's own rules on the request body, before the document is asked: all violations of a request are told
// together (tyntec 1.6). A body that is too large or no JSON is left to those who judge that. What the rules have read is kept for
// the operation.
func (p *Provider) judgeBody(who *caller, op *contract.Operation) error {
	rules := bodyRules[op.ID]
	if rules == nil {
		return nil
	}
	body := wire.Peek(who.gin.Request, maxJSON)
	doc, ok := parse(body)
	if !ok {
		return nil
	}
	who.body = doc
	j := judgement{provider: p, account: who.account}
	if rules(&j, doc.reading()); len(j.found) == 0 && !j.named {
		return nil
	}
	doc, _ = parse(body) // something is to be told: once more from the start, with places
	who.body = doc
	j = judgement{provider: p, account: who.account}
	rules(&j, doc)
	judged := body
	if j.named {
		judged = []byte(doc.json())
	}
	breach := op.JudgeRequest(contract.Request{
		PathParam: pathParam(op, who.gin.Request.URL.Path), Query: who.gin.Request.URL.Query(), Header: who.gin.Request.Header,
		ContentType: who.gin.GetHeader("Content-Type"), Body: judged,
	})
	switch {
	case breach == nil && len(j.found) == 0:
		return nil
	case breach == nil:
		breach = &contract.Breach{Kind: contract.Invalid}
	}
	if merged := append(j.keep(breach.Findings), j.found...); breach.Kind == contract.Invalid && len(merged) > 0 {
		breach.Findings = merged
	}
	call := wire.CallOf(who.gin.Request.Context())
	call.RequestBody, call.Request = body, breach
	return breach
}

// pathParam reads the parameters of a request's path by their documented names: the path ends as the document has it.
func pathParam(op *contract.Operation, path string) func(name string) string {
	texts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	names := strings.FieldsFunc(op.Path, func(r rune) bool { return r == '/' })
	return func(name string) string {
		if i := slices.Index(names, "{"+name+"}"); i >= 0 && len(texts) >= len(names) {
			return texts[len(texts)-len(names)+i]
		}
		return ""
	}
}
