package network

// turnTemplate changes a property of a template and tells it.
func (t *tx) turnTemplate(tpl *Template, property, value, why string) {
	old := &tpl.Status
	if property == "category" {
		old = &tpl.Category
	}
	if *old == value {
		return
	}
	was := *old
	*old = value
	t.append(Event{Kind: TemplateChanged, Altered: &Alteration{
		WABA: tpl.WABA, Name: tpl.Name, Language: tpl.Language, ID: tpl.ID, Property: property, Old: was, New: value, Why: why,
	}})
}

// pauseTemplate pauses a template with the title of the pause (network 3.4).
func (t *tx) pauseTemplate(waba, name, language, title string) {
	if tpl, _ := t.n.template(waba, name, language); tpl != nil && tpl.Status != "PAUSED" {
		t.turnTemplate(tpl, "status", "PAUSED", title)
	}
}
