// Calls of the API in the manner of the vendor's web client (wabbit 1.10, 5.11).

const pageLoad = `${Date.now()}-${Math.floor(Math.random() * 1e6)}`;

export let base = "/api/v1/";

export async function settle() {
  const settings = await (await fetch("/config.json")).json();
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value !== "string") throw new Error(`${name} is no text`);
  }
  base = settings.API_BASE_URL;
  return settings;
}

export const token = {
  get: () => localStorage.getItem("token"),
  set: (value) => localStorage.setItem("token", value),
  forget: () => localStorage.removeItem("token"),
};

// Refused is an answer that is no success.
export class Refused extends Error {
  constructor(status, body) {
    super(body.reason ?? body.detail ?? "Something went wrong");
    this.status = status;
    this.errors = body.waba_response?.errors ?? [];
  }
}

function request(method, body) {
  const headers = { Accept: "application/json", "X-Request-ID": pageLoad };
  if (token.get()) headers.Authorization = `Token ${token.get()}`;
  if (body === undefined) return { method, headers };
  if (body instanceof FormData) return { method, headers, body };
  headers["Content-Type"] = "application/json";
  return { method, headers, body: JSON.stringify(body) };
}

export async function call(method, path, body) {
  const answer = await fetch(path.startsWith("http") ? path : base + path, request(method, body));
  if (answer.status === 204) return answer.text();
  if (answer.ok) return answer.json();
  throw new Refused(answer.status, await answer.json());
}

export async function bytes(path) {
  const answer = await fetch(base + path, request("GET"));
  if (!answer.ok) throw new Refused(answer.status, await answer.json());
  return answer.blob();
}

export const get = (path) => call("GET", path);

export function query(values) {
  return "?" + new URLSearchParams(Object.entries(values).filter(([, v]) => v !== undefined && v !== null));
}
