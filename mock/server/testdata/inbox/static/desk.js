// The start of the page and everything beside the open chat.

import { bytes, call, get, query, settle, token } from "./api.js";
import { $, button, guarded, li, notice, options } from "./dom.js";
import { connect } from "./live.js";
import * as chat from "./chat.js";
import * as compose from "./compose.js";
import * as office from "./office.js";

export const desk = { me: null, users: [], groups: [], tags: [], templates: new Map(), chats: new Map(), socket: null };

const feature = {};

async function boot() {
  Object.assign(feature, await settle());
  if (token.get()) {
    try {
      await get("");
      return start();
    } catch (refused) {
      if (refused.status !== 403) throw refused;
      token.forget();
    }
  }
  show("login");
}

function show(part) {
  for (const id of ["login", "desk"]) $(id).hidden = id !== part;
  if (part === "login") history.replaceState({}, "", "/");
}

async function login() {
  const { token: got } = await call("POST", "auth/token/", { username: $("username").value, password: $("password").value });
  token.set(got);
  if (feature.APP_IS_USER_AVAILABILITY_ENABLED === "true") {
    const me = await get("users/current/");
    if (!me.profile.is_available) await call("PATCH", `users/${me.id}/availability`, { is_available: true });
  }
  await start();
}

// start makes the calls in the order of wabbit 5.11.
async function start() {
  desk.me = await get("users/current/");
  if (!["admin", "user"].includes(desk.me.profile.role)) {
    token.forget();
    return notice("This account is not for people");
  }
  desk.users = (await get("users/?limit=5000")).results;
  desk.groups = (await get("groups/")).results;
  await contacts();
  await office.readAnswers();
  await readTemplates();
  desk.tags = (await get("tags/")).results;
  await office.readPhoto();
  await readChats();
  desk.socket = connect(events);
  const account = (await get("whatsapp_accounts/?this_instance=true")).results[0];
  $("number").textContent = `+${account.phone_number}`;
  document.title = `+${account.phone_number}`;
  draw();
  await office.readProfile();
  show("desk");
  const [, deep] = location.pathname.match(/^\/main\/chat\/(\d+)/) ?? [];
  if (deep) await chat.open(deep);
}

async function contacts() {
  const all = [];
  for (let page = await get("contacts/?limit=100"); ; page = await get(page.next)) {
    all.push(...page.results);
    if (!page.next || all.length >= page.count) break;
  }
  $("contacts").replaceChildren(...all.map((c) => li(c.name, { from: c.contact_provider.type }, ...c.phone_numbers.map((p) => p.phone_number))));
}

export async function readTemplates() {
  for (const t of (await get("templates/")).results) {
    if (t.status === "approved") desk.templates.set(t.name, t);
  }
  options($("template"), [...desk.templates.keys()].map((name) => ({ value: name, text: name })), "template");
}

function draw() {
  $("me").textContent = `${desk.me.username} (${desk.me.profile.role})`;
  $("available").checked = desk.me.profile.is_available;
  for (const id of ["of-tag", "add-tag"]) options($(id), desk.tags.map((t) => ({ value: t.id, text: t.name })), "tag");
  options($("assign-user"), desk.users.map((u) => ({ value: u.id, text: u.username })), "nobody");
  options($("assign-group"), desk.groups.map((g) => ({ value: g.id, text: g.name })), "no group");
  drawColleagues();
}

function drawColleagues() {
  $("colleagues").replaceChildren(...desk.users.map((u) => li(u.username, { available: u.profile.is_available })));
}

// readChats lists the chats that fit the filters, page after page.
export async function readChats() {
  const filter = {
    search: $("search").value, limit: 20, chat_tag_id: $("of-tag").value || undefined, assigned_to_me: $("mine").checked || undefined,
  };
  desk.chats.clear();
  for (let offset = 0, count = 1; offset < count; offset += 20) {
    const page = await get("chats/" + query({ ...filter, offset: offset || undefined }));
    count = page.count;
    for (const one of page.results) desk.chats.set(one.contact.waba_payload.wa_id, one);
  }
  drawChats();
}

async function search() {
  await readChats();
  const text = $("search").value;
  const found = text ? (await get("messages/" + query({ search: text, limit: 30 }))).results : [];
  $("found").replaceChildren(...found.map((m) => li(chat.textOf(m.waba_payload), { waId: m.customer_wa_id })));
}

export function drawChats() {
  $("chats").replaceChildren(...[...desk.chats.values()].map((c) => li(c.contact.waba_payload.profile.name, {
    waId: c.wa_id, new: c.new_messages, initials: c.contact.initials, tags: c.tags.map((t) => t.name).join(","),
    user: c.assigned_to_user?.username, group: c.assigned_group?.name, resolved: c.contact.resolved,
  }, button("open", "open", () => chat.open(c.wa_id)))));
}

// refetch asks for a chat until it may be read (wabbit 5.11, "Frames").
export async function refetch(waID) {
  try {
    desk.chats.set(waID, await get(`chats/${waID}/`));
    drawChats();
  } catch (refused) {
    if (refused.status === undefined) throw refused;
    setTimeout(() => refetch(waID), 2000);
  }
}

const events = {
  message: (m) => { chat.arrived(m); refetch(m.from); },
  status: (s) => chat.moved(s),
  outgoing_messages: (list) => list.forEach((m) => { chat.show(m); if (!desk.chats.has(m.customer_wa_id)) refetch(m.customer_wa_id); }),
  chat_assignment: (e) => { chat.assigned(e); refetch(e.wa_id); },
  chat_tagging: (e) => { chat.tagged(e); refetch(e.chat); },
  chat_resolved: (e) => { chat.resolved(e); refetch(e.wa_id); },
  user_availability: (e) => {
    desk.users.find((u) => u.id === e.user.id).profile.is_available = e.is_available;
    drawColleagues();
  },
};

async function leave() {
  if (feature.APP_IS_USER_AVAILABILITY_ENABLED === "true") await call("PATCH", `users/${desk.me.id}/availability`, { is_available: false });
  token.forget();
  desk.socket.close(1000);
  show("login");
}

async function availability() {
  const { is_available: is } = await call("PATCH", `users/${desk.me.id}/availability`, { is_available: $("available").checked });
  $("available").checked = is;
}

$("login").onsubmit = guarded(login);
$("leave").onclick = guarded(leave);
$("available").onchange = guarded(availability);
$("search").onchange = guarded(search);
$("of-tag").onchange = guarded(readChats);
$("mine").onchange = guarded(readChats);
compose.wire();
office.wire();
boot();
