// The agent's side: what the desk holds is fetched and drawn; what the agent does is posted. Texts of customers become
// text nodes only, never HTML.
const OVER = ["refused", "returned", "resolved"];
const SAID = {
  accept: "took the conversation", refuse: "refused it", resume: "handed back to the bot",
  resolve: "resolved the conversation", event: "sent the bot the event",
};
const view = { tickets: [], chosen: null, filter: "open", whole: null, drafts: new Map(), agent: "Agent", wrote: false };
const $ = (id) => document.getElementById(id);

/** Make an element: make("p", {class: "x"}, "text", child…). Strings become text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-Takeover-Desk": "1" },
  };
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  const value = await answer.json().catch(() => ({ error: `the desk answered ${answer.status}` }));
  if (!answer.ok) throw new Error(value.error || `the desk answered ${answer.status}`);
  return value;
}

function complain(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}

const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const nameOf = (ticket) => {
  const contact = ticket.contact || {};
  return contact.name || contact.email || contact.phone || "Unknown visitor";
};
const shown = () => view.tickets.filter((ticket) => OVER.includes(ticket.state) === (view.filter === "over"));

/** Draw anew without taking the keyboard's place away. */
function keepingFocus(draw) {
  const at = document.activeElement, data = (at && at.dataset) || {};
  const same = at && at.id ? `#${at.id}` : data.number ? `[data-number="${data.number}"]` : data.key ? `[data-key="${data.key}"]` : "";
  draw();
  const again = same && document.querySelector(same);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
}

function drawList() {
  keepingFocus(fillList);
}

function fillList() {
  const waiting = view.tickets.filter((ticket) => ticket.state === "waiting").length;
  const said = waiting === 0 ? "Nobody is waiting" : waiting === 1 ? "1 conversation is waiting" : `${waiting} conversations are waiting`;
  if ($("count").textContent !== said) $("count").textContent = said;
  document.title = waiting ? `(${waiting}) Desk` : "Desk";
  const tickets = shown();
  $("list").replaceChildren(...tickets.map((ticket) => make("li", {}, make("button", {
    type: "button", "data-number": ticket.number, "aria-current": String(ticket.number === view.chosen),
    onclick: () => choose(ticket.number),
  },
  make("span", { class: "who" }, nameOf(ticket), make("time", { datetime: ticket.last_at }, clock(ticket.last_at))),
  make("span", { class: "what" }, ticket.question || ticket.subject || ""),
  make("span", { class: `badge ${ticket.state}` }, ticket.state),
  make("span", { class: "badge" }, (ticket.reason || {}).code || ticket.via),
  ["high", "urgent"].includes(ticket.priority) ? make("span", { class: `badge ${ticket.priority}` }, ticket.priority) : null,
  ticket.unread ? make("span", { class: "badge new" }, `${ticket.unread} new`) : null,
  ))));
  $("empty").hidden = tickets.length > 0;
  $("empty").textContent = view.filter === "open"
    ? "Nobody is waiting. When a bot hands over, the conversation appears here."
    : "Nothing was closed yet.";
}

function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) if (value) list.append(make("dt", {}, name), make("dd", {}, String(value)));
  return list;
}

function drawCard(ticket) {
  const payload = ticket.payload;
  const contact = payload.contact || {}, reason = payload.reason || {}, routing = payload.routing || {};
  const promised = payload.expectation || {};
  const parameters = Object.entries(payload.parameters || {})
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  return make("section", { class: "card", "aria-label": "What the bot knows" },
    payload.question ? make("p", { class: "question" }, `“${payload.question}”`) : null,
    facts([
      ["Contact", [contact.name, contact.email, contact.phone].filter(Boolean).join(", ")],
      ["Why", [reason.code, reason.text].filter(Boolean).join(": ")],
      ["Promised", promised.text],
      ["Queue", [routing.queue, routing.assignee, payload.priority].filter(Boolean).join(", ")],
      ["Notes", (payload.notes || []).join("\n")],
      ...parameters,
      ["Masked", (payload.masked || []).join(", ")],
      ["Odd", ticket.notes.join("; ")],
    ]),
    (payload.near || []).length
      ? make("details", {}, make("summary", {}, "What the bot knows that is nearest"),
        facts(payload.near.map((near) => [Number(near.score).toFixed(2), `${near.step}: ${near.example}`])))
      : null,
    make("details", {}, make("summary", {}, "The payload as it came"), make("pre", { tabindex: "0" }, JSON.stringify(payload, null, 2))),
  );
}

function drawLine(role, text, small, offered = []) {
  return make("li", { class: `line ${role}` }, make("div", {}, make("small", {}, small), text,
    offered.length ? make("div", { class: "chips" }, ...offered.map((label) => make("span", {}, label))) : null));
}

function drawTalk(ticket) {
  const labels = (line) => [...(line.choices || []), ...(line.buttons || [])]
    .map((offer) => (typeof offer === "string" ? offer : offer.label || ""));
  const lines = (ticket.payload.transcript || []).map((line) =>
    drawLine(line.role, line.text || "", `${line.name || line.role} ${clock(line.at)}`, labels(line)));
  lines.push(make("li", { class: "happened" }, `handed over ${clock(ticket.arrived_at)}`));
  let told = 0;
  const messagesAfter = (count) => ticket.messages.filter((message) => message.after === count).forEach((message) =>
    lines.push(drawLine(message.role, message.text, `${message.role === "bot" ? "bot" : nameOf(ticket.payload)} ${clock(message.at)}`)));
  messagesAfter(told);
  for (const event of ticket.events) {
    const small = `${event.by} ${clock(event.at)}`;
    if (event.act === "say") lines.push(drawLine("agent", event.text, small));
    else if (event.act === "note") lines.push(drawLine("note", event.text, `note, ${small}`));
    else lines.push(make("li", { class: "happened" }, `${event.by} ${SAID[event.act]}${event.text ? `: ${event.text}` : ""}, ${clock(event.at)}`));
    messagesAfter(told += 1);
  }
  return make("ol", { class: "lines", "aria-label": "What was said", "aria-live": "polite" }, ...lines);
}

function drawTicket() {
  keepingFocus(fillTicket);
}

function fillTicket() {
  const ticket = view.whole, article = $("talk");
  if (!ticket) {
    article.replaceChildren(make("p", { class: "nothing" }, view.tickets.length
      ? "Choose a conversation."
      : "Start a bot beside this page, for example: takeover chat --live, with its target pointing here."));
    return;
  }
  const over = OVER.includes(ticket.state);
  const button = (label, act, key, main = false, off = false) => make("button", {
    type: "button", class: main ? "main" : null, disabled: off, onclick: () => act(), "data-key": key,
  }, label, " ", make("kbd", {}, key));
  const box = make("textarea", {
    id: "text", "aria-label": "Your text", placeholder: over ? "" : "Write to the customer, or a note for colleagues",
    oninput: () => view.drafts.set(ticket.number, box.value),
  });
  box.value = view.drafts.get(ticket.number) || "";
  const before = article.querySelector(".scroll"), same = article.dataset.number === String(ticket.number);
  const low = !same || !before || before.scrollTop + before.clientHeight > before.scrollHeight - 40;
  const at = before ? before.scrollTop : 0;
  const open = same ? [...article.querySelectorAll("details")].map((fold) => fold.open) : [];
  article.dataset.number = ticket.number;
  article.replaceChildren(
    make("div", { class: "top" }, make("h2", {}, nameOf(ticket.payload)),
      make("span", { class: `badge ${ticket.state}` }, ticket.state),
      button("Accept", () => act("accept"), "a", true, ticket.state !== "waiting"),
      button("Refuse", () => act("refuse", "nobody is free"), "x", false, ticket.state !== "waiting"),
      button("Hand back", () => act("resume"), "h", false, over),
      button("Resolve", () => act("resolve"), "e", false, over)),
    make("div", { class: "scroll" }, drawCard(ticket), drawTalk(ticket)),
    make("form", { class: "write", "aria-label": "Write", onsubmit: (event) => { event.preventDefault(); send("say"); } }, box,
      make("div", {}, make("label", { for: "text" }, over ? `This conversation is ${ticket.state}; a note can still be left.` : `You are ${view.agent}.`),
        make("span", { class: "space" }),
        make("button", { type: "button", onclick: () => send("note") }, "Leave a note ", make("kbd", {}, "n")),
        make("button", { type: "submit", class: "main", disabled: over }, "Send ", make("kbd", {}, "Ctrl Enter")))),
  );
  [...article.querySelectorAll("details")].forEach((fold, index) => { fold.open = Boolean(open[index]); });
  const scroll = article.querySelector(".scroll");
  scroll.scrollTop = view.wrote || (low && same) ? scroll.scrollHeight : same ? at : 0;
  view.wrote = false;
}

async function act(what, text = "") {
  if (!view.whole) return;
  try {
    complain("");
    await ask(`/api/tickets/${view.whole.number}/act`, { act: what, text });
    await refresh();
  } catch (error) {
    complain(error.message);
  }
}

let writing = "say";
async function send(what) {
  const box = $("text");
  if (!box || !box.value.trim()) return box && box.focus();
  const text = box.value;
  view.drafts.delete(view.whole.number);
  box.value = "";
  writing = "say";
  view.wrote = true;
  await act(what, text);
  if ($("trouble").hidden === false) { view.drafts.set(view.whole.number, text); drawTicket(); }
}

async function choose(number) {
  view.chosen = number;
  location.hash = number;
  drawList();
  await fetchChosen();
  drawTicket();
}

/** Fetch the chosen conversation; if another one was chosen meanwhile, whoever chose it fetches that. */
async function fetchChosen() {
  const number = view.chosen;
  const whole = number && await ask(`/api/tickets/${number}`).catch(() => null);
  if (view.chosen === number) view.whole = whole;
}

async function refresh() {
  const { version, agent, tickets } = await ask("/api/tickets");
  Object.assign(view, { tickets, agent });
  await fetchChosen();
  drawList();
  drawTicket();
  return version;
}

/** Follow the desk for as long as the page is open; when it is away, say so and try again. */
async function follow() {
  for (;;) {
    try {
      let version = await refresh();
      complain("");
      for (;;) {
        const news = await ask(`/api/changes?after=${version}`);
        if (news.version !== version) version = await refresh();
      }
    } catch {
      complain("The desk does not answer; trying again.");
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
}

function move(by) {
  const tickets = shown();
  const at = tickets.findIndex((ticket) => ticket.number === view.chosen);
  const next = tickets[Math.max(0, Math.min(tickets.length - 1, at < 0 ? 0 : at + by))];
  if (next) choose(next.number);
}

function focusText(what) {
  writing = what;
  const box = $("text");
  if (box) box.focus();
}

const KEYS = {
  j: () => move(1), k: () => move(-1), a: () => press("a"), x: () => press("x"), h: () => press("h"), e: () => press("e"),
  r: () => focusText("say"), n: () => focusText("note"), "?": () => $("help").showModal(),
};
function press(key) {
  const button = document.querySelector(`.top [data-key="${key}"]`);
  if (button && !button.disabled) button.click();
}

document.addEventListener("keydown", (event) => {
  const inText = event.target.id === "text";
  if (inText && event.key === "Escape") { event.target.blur(); $("talk").focus(); return; }
  if (inText && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(writing); return; }
  if (inText || event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});
$("keys").addEventListener("click", () => $("help").showModal());
document.querySelectorAll("[data-filter]").forEach((button) => button.addEventListener("click", () => {
  view.filter = button.dataset.filter;
  document.querySelectorAll("[data-filter]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
  drawList();
}));
if (/^#\d+$/.test(location.hash)) view.chosen = Number(location.hash.slice(1));
follow();
