// What a page does that came through the login page: cookies identify it, and unsafe calls carry the CSRF token (wabbit 1.4).

import { $ } from "./dom.js";

const csrf = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";

async function json(method, path, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
  const answer = await fetch("/api/v1/" + path, { method, headers, body: body && JSON.stringify(body) });
  return answer.json();
}

const current = async () => {
  const user = await json("GET", "users/current/");
  $("who").textContent = user.username ?? user.detail;
};

$("make").onclick = async () => {
  const tag = await json("POST", "tags/", { name: $("name").value });
  $("made").textContent = `${tag.id} ${tag.name}`;
};
$("leave").onclick = async () => {
  await json("GET", "auth/logout/");
  await current();
};
current();
