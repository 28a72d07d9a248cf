"use strict";
const talks = [...document.querySelectorAll(".talk")];
const tools = document.querySelector(".tools");
const find = document.getElementById("find");
const shown = document.getElementById("shown");
const unfold = document.getElementById("unfold");
const inside = document.getElementById("inside");
const texts = new Map();
const MOST_UNFOLDED = 300;

tools.hidden = false;

function textOf(talk) {
  let text = texts.get(talk);
  if (text === undefined) {
    text = talk.textContent.toLowerCase();
    texts.set(talk, text);
  }
  return text;
}

function sift() {
  const failedOnly = document.getElementById("show-failed").checked;
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const talk of talks) {
    const fits = (!failedOnly || talk.classList.contains("failed")) && words.every((word) => textOf(talk).includes(word));
    talk.hidden = !fits;
    count += fits;
  }
  for (const folder of document.querySelectorAll(".folder")) {
    folder.hidden = !folder.querySelector(".talk:not([hidden])");
  }
  shown.textContent = count === talks.length ? "" : `${count} of ${talks.length}`;
}

let waiting = 0;
find.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(sift, talks.length > 500 ? 150 : 0);
});
for (const choice of document.querySelectorAll("input[name=outcome]")) {
  choice.addEventListener("change", sift);
}

let folded = true;
unfold.addEventListener("click", () => {
  for (const talk of talks.filter((one) => !one.hidden).slice(0, folded ? MOST_UNFOLDED : talks.length)) {
    talk.open = folded;
  }
  folded = !folded;
  unfold.textContent = folded ? "Unfold all" : "Fold all";
});

inside.addEventListener("click", () => {
  const on = document.body.classList.toggle("inside");
  inside.setAttribute("aria-pressed", String(on));
});

function unfoldTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("summary").focus({ preventScroll: true });
  }
}
addEventListener("hashchange", unfoldTarget);
unfoldTarget();

addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    find.focus();
  } else if (event.key === "Escape" && event.target === find) {
    find.value = "";
    sift();
  }
});
