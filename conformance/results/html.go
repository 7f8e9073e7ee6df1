package results

import (
	"html/template"
	"io"
)

// html is one page without script: features as sections, scenarios to unfold.
func (n *Node) html(out io.Writer) error {
	page, err := template.New("report").Parse(page)
	if err != nil {
		return err
	}
	return page.Execute(out, struct {
		*Node
		Tally string
	}{n, n.tally()})
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Name}}</title>
<style>
body { font: 1rem/1.4 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
pre { white-space: pre-wrap; margin: 0; }
.state { display: inline-block; min-width: 5em; font-weight: 600; }
.pass { color: #17692f; } .fail, .error { color: #a4161a; } .skip, .disabled { color: #6b5900; }
</style>
</head>
<body>
<h1>{{.Name}}: <span class="{{.State}}">{{.State}}</span></h1>
<p>{{.Tally}}</p>
{{range .Children}}<section>
<h2>{{.Name}} <small class="{{.State}}">{{.State}}</small></h2>
{{range .Children}}<details{{if ge .State 3}} open{{end}}>
<summary><span class="state {{.State}}">{{.State}}</span>{{.Name}} <small>{{.Place}}{{range .Tags}} {{.}}{{end}}</small></summary>
{{if .Detail}}<pre>{{.Detail}}</pre>{{end}}
<ul>{{range .Children}}
<li><span class="state {{.State}}">{{.State}}</span>{{.Name}}{{if .Detail}}<pre>{{.Detail}}</pre>{{end}}</li>{{end}}
</ul>
</details>
{{end}}</section>
{{end}}</body>
</html>
`
