// Everything that the person at the desk sends.

import { call } from "./api.js";
import { $, guarded } from "./dom.js";
import { desk } from "./desk.js";
import { opened, queued } from "./chat.js";

const send = (message) => call("POST", "messages/", { wa_id: opened, ...message });

async function text() {
  try {
    const sent = await send({ type: "text", text: { body: $("text").value } });
    if (!sent.waba_response) queued(sent.id, $("text").value); // 202
    $("text").value = "";
  } catch (refused) {
    $("text").disabled = refused.status === 453;
    throw refused;
  }
}

const kindOf = (mime) => (["image", "audio", "video"].includes(mime.split("/")[0]) ? mime.split("/")[0] : "document");

async function file() {
  const [chosen] = $("file").files;
  const form = new FormData();
  form.append("file_encoded", chosen);
  const { file: link } = await call("POST", "media/", form);
  const kind = kindOf(chosen.type);
  const words = kind === "document" ? { filename: chosen.name } : { caption: $("text").value };
  await send({ type: kind, [kind]: { link, mime_type: chosen.type, ...words }, recipient_type: "individual", to: opened });
}

async function template() {
  const t = desk.templates.get($("template").value);
  const values = $("parameters").value.split(",").filter(Boolean);
  const components = [];
  if (values.length) components.push({ type: "body", parameters: values.map((value) => ({ type: "text", text: value })) });
  await send({ type: "template", template: {
    namespace: t.namespace, name: t.name, language: { code: t.language, policy: "deterministic" }, components,
  } });
}

const place = () => send({ type: "interactive", interactive: {
  type: "location_request_message", body: { text: "Where are you?" }, action: { name: "send_location" },
} });

const link = () => send({ type: "interactive", interactive: {
  type: "cta_url", header: { type: "text", text: "News" }, body: { text: "Have a look" }, footer: { text: "Demo Shop" },
  action: { name: "cta_url", parameters: { url: "https://shop.example/", display_text: "Open" } },
} });

const card = () => send({ type: "contacts", contacts: [{ name: { formatted_name: "Ben Kruse" }, phones: [{ wa_id: "491700000002" }, { wa_id: null }] }] });

export function wire() {
  $("write").onsubmit = guarded(text);
  $("file").onchange = guarded(file);
  $("send-template").onclick = guarded(template);
  $("ask-place").onclick = guarded(place);
  $("offer-link").onclick = guarded(link);
  $("send-card").onclick = guarded(card);
}
