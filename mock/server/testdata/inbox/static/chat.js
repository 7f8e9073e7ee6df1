// The open chat: its rows, ticks, tags and history.

import { call, get, query } from "./api.js";
import { $, button, guarded, li } from "./dom.js";
import { desk, drawChats } from "./desk.js";

export let opened = null;

// open makes the calls of wabbit 5.11, "Opening a chat".
export async function open(waID) {
  opened = waID;
  history.pushState({}, "", `/main/chat/${waID}`);
  const [one, person] = await Promise.allSettled([get(`chats/${waID}/`), get(`persons/${waID}/`)]);
  for (const id of ["rows", "history"]) $(id).replaceChildren();
  head(one.value, person.value, waID);
  const page = await get("messages/" + query({ wa_id: waID, limit: 30, offset: 0 }));
  const times = page.results.map((m) => Number(m.waba_payload.timestamp));
  for (const m of page.results.toReversed()) show(m);
  const since = { wa_id: waID, since_time: times.at(-1) };
  for (const e of (await get("chat_assignment_events/" + query(since))).results.toReversed()) assigned(e);
  for (const e of (await get("chat_tagging_events/" + query(since))).results.toReversed()) told(e);
  await call("POST", "mark_as_received/", { customer_wa_id: waID, timestamp: times[0] ?? -1 }).catch((refused) => {
    if (one.value) throw refused;
  });
  if (one.value) {
    desk.chats.set(waID, await get(`chats/${waID}/`));
    drawChats();
  }
  $("chat").dataset.waId = waID;
  $("chat").hidden = false;
}

function head(one, person, waID) {
  const last = person?.last_message_timestamp ?? 0;
  $("who").textContent = person?.waba_payload.profile.name ?? waID;
  $("who").dataset.initials = person?.initials ?? "";
  $("chat").dataset.window = last ? "open" : "closed";
  $("resolve").dataset.resolved = one?.contact.resolved ?? false;
  $("assign-user").value = one?.assigned_to_user?.id ?? "";
  $("assign-group").value = one?.assigned_group?.id ?? "";
  $("tags").replaceChildren(...(one?.tags ?? []).map(tag));
}

const tag = (t) => li(t.name, { id: t.id, tagging: t.tagging_id }, button("x", "untag", () => call("DELETE", `chat_tagging/${t.tagging_id}/`)));

export function textOf(p) {
  const inside = p[p.type] ?? {};
  switch (p.type) {
    case "text": return inside.body;
    case "template": return inside.name;
    case "button": return inside.text;
    case "contacts": return inside.map((c) => c.name.formatted_name).join(", ");
    case "interactive": return inside.button_reply?.title ?? inside.list_reply?.title ?? inside.body?.text ?? "";
  }
  return inside.caption ?? inside.filename ?? "";
}

const tickOf = (s) => ["read", "delivered", "sent"].find((state) => s[state]) ?? "waiting";

const rowOf = (waba) => $("rows").querySelector(`li[data-waba="${waba}"]`);

// show puts a message of a list or of a T2 frame among the rows; a reaction goes to the message that it names.
export function show(m) {
  if (m.customer_wa_id !== opened || !(Number(m.waba_payload.timestamp) > 0)) return;
  if (m.waba_payload.type === "reaction") return react(m.waba_payload);
  const who = m.from_us ? m.sender?.username : m.contact.waba_payload.profile.name;
  $("rows").querySelector(`li[data-id="${m.id}"][data-tick="queued"]`)?.remove();
  put(m.waba_payload, {
    id: m.id, own: m.from_us, who, tick: m.is_failed ? "failed" : tickOf(m.waba_statuses), quote: m.context ? textOf(m.context.waba_payload) : "",
    tags: m.tags.map((t) => t.name).join(","), errors: (m.waba_payload.errors ?? []).map((e) => e.code).join(","),
  }, m.resend_payload && button("again", "again", () => call("POST", "messages/", { ...m.resend_payload, wa_id: m.waba_payload.wa_id })));
}

// queued shows a message that was taken and is told later, under the id that its T2 frame will have (wabbit 5.11, "send text").
export function queued(id, text) {
  $("rows").append(li(text, { id, own: true, tick: "queued" }));
}

// arrived takes a message in the form of the Cloud API: it knows no contact and no tags (wabbit 3.4).
export function arrived(p) {
  if (p.from !== opened || !(Number(p.timestamp) > 0)) return;
  if (p.type === "reaction") return react(p);
  put(p, { own: false, who: $("who").textContent, tick: "waiting" });
}

function put(p, data, again) {
  if (p.id && rowOf(p.id)) return;
  const media = p[p.type]?.link;
  const children = [button("like", "like", () => call("POST", "messages/", {
    wa_id: opened, type: "reaction", reaction: { message_id: p.id, emoji: "👍" },
  }))];
  if (again) children.push(again);
  if (p.type === "image" && media) children.push(Object.assign(new Image(), { src: media }));
  $("rows").append(li(textOf(p), { ...data, waba: p.id, kind: p.type, link: media }, ...children));
}

function react(p) {
  const row = rowOf(p.reaction.message_id);
  if (row) row.dataset.reaction = p.reaction.emoji;
}

// moved takes a status: the mere presence of errors is a failure (wabbit 3.4).
export function moved(s) {
  if (s.recipient_id !== opened) return;
  const row = rowOf(s.id) ?? $("rows").querySelector(`li[data-id="${s.getchat_id}"]`);
  if (!row) return;
  row.dataset.tick = s.errors ? "failed" : s.status;
  row.dataset.steps = `${row.dataset.steps ?? ""} ${s.status}`.trim();
}

export function assigned(e) {
  if (e.wa_id !== opened) return;
  const to = [e.assigned_to_user_set?.username, e.assigned_group_set?.name].filter(Boolean).join(", ") || "nobody";
  $("history").append(li(`${e.done_by?.username ?? "rules"} assigned ${to}`));
  refresh();
}

function told(e) {
  $("history").append(li(`${e.done_by?.username ?? "rules"} ${e.action} ${e.tag.name}`));
}

export function tagged(e) {
  if (e.chat !== opened) return;
  told(e);
  refresh();
}

export function resolved(e) {
  if (e.wa_id === opened) $("resolve").dataset.resolved = e.resolved;
}

async function refresh() {
  const one = await get(`chats/${opened}/`);
  head(one, one.contact, opened);
}

$("add-tag").onchange = guarded(() => call("POST", "chat_tagging/", { tag: Number($("add-tag").value), chat: opened }));
$("assign-user").onchange = guarded(() => assign({ assigned_to_user: Number($("assign-user").value) || null }));
$("assign-group").onchange = guarded(() => assign({ assigned_group: Number($("assign-group").value) || null }));
$("resolve").onclick = guarded(async () => {
  await call("PATCH", `chats/${opened}/resolve`, { resolved: $("resolve").dataset.resolved !== "true" });
});

const assign = (change) => call("PATCH", `chat_assignment/${opened}/`, { wa_id: opened, ...change });
