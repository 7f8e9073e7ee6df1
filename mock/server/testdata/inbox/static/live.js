// The websocket: WABA events come in the Cloud envelope, all others in getchat_webhook (wabbit 3.4).

import { base, token } from "./api.js";

// address derives the websocket's host from the API's (wabbit 3.4).
export function address() {
  const root = ["", "/", "/api/v1/", "/api/v2/"].includes(base) ? location.origin + "/" : base;
  return root.replace(/^https?:\/\//, "wss://websockets-").replace(/api\/v[12]\//, "");
}

// connect opens the websocket, shows the token and hands every event to on[name].
export function connect(on) {
  const socket = new WebSocket(address());
  socket.onopen = () => {
    document.body.dataset.live = "open";
    socket.send(JSON.stringify({ token: token.get() }));
  };
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type === "token") document.body.dataset.live = frame.status;
    for (const [name, value] of events(frame)) on[name]?.(value);
  };
  socket.onclose = ({ code }) => { document.body.dataset.live = `closed ${code}`; };
  return socket;
}

function events(frame) {
  if (frame.type === "getchat_webhook") return Object.entries(frame.waba_payload);
  if (frame.type !== "waba_webhook") return [];
  const out = [];
  for (const entry of frame.waba_payload.entry ?? []) {
    for (const { value } of entry.changes) {
      for (const message of value.messages ?? []) out.push(["message", message]);
      for (const status of value.statuses ?? []) out.push(["status", status]);
    }
  }
  return out;
}
