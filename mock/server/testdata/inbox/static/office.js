// Saved responses, the profile, the photo, the password, the templates.

import { bytes, call, get, query } from "./api.js";
import { $, button, guarded, li, notice } from "./dom.js";
import { readTemplates } from "./desk.js";

export async function readAnswers() {
  const { results } = await get("saved_responses/" + query({ text: $("find-answer").value || undefined }));
  $("saved").replaceChildren(...results.map((r) => li(r.text, { id: r.id },
    button("use", "use", () => { $("text").value = r.text; }),
    button("drop", "drop", async () => { await call("DELETE", `saved_responses/${r.id}/`); await readAnswers(); }))));
}

async function keepAnswer() {
  await call("POST", "saved_responses/", { text: $("new-answer").value });
  await readAnswers();
}

const fields = ["address", "description", "email", "vertical", "about"];

export async function readProfile(profile) {
  profile ??= await get("settings/business/profile/");
  for (const name of fields) $(name).value = profile[name];
  $("websites").value = profile.websites.length ? profile.websites.join(" ") : "";
}

async function saveProfile() {
  const profile = Object.fromEntries(fields.map((name) => [name, $(name).value]));
  profile.websites = $("websites").value.split(" ").filter(Boolean);
  await readProfile(await call("PATCH", "settings/business/profile/", profile));
  notice("profile saved");
}

export async function readPhoto() {
  try {
    const blob = await bytes("settings/profile/photo/");
    $("photo").src = URL.createObjectURL(blob);
    $("photo").dataset.type = blob.type;
    $("photo").dataset.size = blob.size;
    $("photo").hidden = false;
  } catch (refused) {
    if (refused.status !== 404) throw refused;
    $("photo").hidden = true;
  }
}

// untilRead asks once a second whether a refresh is over, sixteen times at most (wabbit 5.11).
async function untilRead(what) {
  for (let tries = 0; tries < 16; tries++) {
    if (!(await get(`${what}/refresh/status/`)).currently_refreshing) return;
    $("notice").textContent = `${what} are read again`;
    await new Promise((over) => setTimeout(over, 1000));
  }
}

async function newPhoto() {
  const form = new FormData();
  form.append("file_encoded", $("new-photo").files[0]);
  await call("POST", "settings/profile/photo/", form);
  await untilRead("settings");
  await readPhoto();
  notice("photo changed");
}

async function dropPhoto() {
  await call("DELETE", "settings/profile/photo/");
  $("photo").hidden = true;
  notice("photo removed");
}

async function refreshTemplates() {
  await call("POST", "templates/refresh/issue/");
  await untilRead("templates");
  await readTemplates();
  notice("templates read");
}

async function changeSecret() {
  await call("PUT", "users/password/change/", { current_password: $("old-secret").value, new_password: $("new-secret").value });
  notice("password changed");
}

export function wire() {
  $("find-answer").onchange = guarded(readAnswers);
  $("keep-answer").onclick = guarded(keepAnswer);
  $("profile").onsubmit = guarded(saveProfile);
  $("new-photo").onchange = guarded(newPhoto);
  $("drop-photo").onclick = guarded(dropPhoto);
  $("refresh-templates").onclick = guarded(refreshTemplates);
  $("change-secret").onclick = guarded(changeSecret);
}
