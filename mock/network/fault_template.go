package network

// turnTemplate changes a property of a template, whatever its status allows, and tells it.
func (t *tx) turnTemplate(tpl *template, property, value string) {
	switch {
	case property == "category":
		t.setCategory(tpl, value)
	case tpl.Status != TemplateStatus(value):
		t.force(tpl, TemplateStatus(value), "")
	}
}

// pauseTemplate pauses a template with the title of the pause (network 3.4). One that cannot be paused stays as it is.
func (t *tx) pauseTemplate(waba, name, language, title string) {
	if tpl, _ := t.n.template(waba, name, language); tpl != nil {
		_ = t.pause(tpl, title) // a paused one stays paused
	}
}
