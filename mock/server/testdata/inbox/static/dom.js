// Small helpers over the page.

export const $ = (id) => document.getElementById(id);

// li makes an entry of a list; what the test reads stands in its data and its text.
export function li(text, data = {}, ...children) {
  const out = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = text;
  out.append(label, ...children);
  for (const [name, value] of Object.entries(data)) out.dataset[name] = value ?? "";
  return out;
}

export function button(text, kind, act) {
  const out = document.createElement("button");
  out.textContent = text;
  out.className = kind;
  out.onclick = guarded(act);
  return out;
}

export function options(select, list, none) {
  select.replaceChildren(new Option(none, ""), ...list.map(({ value, text }) => new Option(text, value)));
}

export const notice = (text) => { $("notice").textContent = text; };

// guarded shows what an action was refused with.
export function guarded(act) {
  return async (event) => {
    event?.preventDefault?.();
    notice("");
    try {
      await act(event);
    } catch (refused) {
      if (refused.status === undefined) throw refused;
      notice(`${refused.status}: ${refused.errors.map((e) => `${e.code} ${e.title}`).join(", ") || refused.message}`);
    }
  };
}
