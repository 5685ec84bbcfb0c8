// The page: takes the state from the session, draws it from the time, sends what is tapped.
import { Clock } from "./clock.js";
import { draw, showHalt } from "./draw.js";
import { Sound } from "./sound.js";
import { stayAwake } from "./awake.js";

const QUIET_MS = 8000; // longer without a message, and the connection counts as lost
const SETTLE_MS = 300; // a tap so soon after a question opened was meant for something else
const MAIN = new Set(["space", "q"]), PLACE = new Set(["n", "b"]), ALWAYS = new Set(["+", "-", "[", "]", "h"]);
const GOES_ON = "No connection. The session continues on your computer.";

const get = (id) => document.getElementById(id);
const me = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => n.toString(36)).join("");
const clock = new Clock();
const sound = new Sound();
const state = { timeline: null, figures: {}, now: null };
let stream = null, heardAt = 0, isOver = false, askedAt = 0, asked = "", trouble = "";

// Where the session is now, in ms without pauses; the time of the computer decides.
function position() {
  const { now, timeline } = state;
  if (!now || now.mode !== "session") return 0;
  const moved = now.runs ? (clock.now() - now.at) * now.speed : 0;
  const last = timeline ? timeline.total : now.position;
  return Math.max(0, Math.min(last, now.position + moved));
}

function connect() {
  if (isOver) return;
  stream?.close();
  stream = new EventSource(`events?${me}`);
  heardAt = performance.now();
  stream.onopen = () => { trouble = ""; heardAt = performance.now(); clock.measure(); tellSound(); };
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) explain(); };
  const on = (name, take) => stream.addEventListener(name, (event) => {
    heardAt = performance.now();
    take(JSON.parse(event.data));
  });
  on("figures", (data) => { state.figures = data; });
  on("timeline", (data) => { state.timeline = data; });
  on("sounds", (data) => sound.plan(data));
  on("now", (data) => { state.now = data; show(); });
  on("end", () => { isOver = true; stream.close(); show(); });
}

// A stream that was refused does not say why; a plain request does.
async function explain() {
  try {
    const { status } = await fetch("clock");
    trouble = { 404: "This session is over. Use the new code or address on your computer.",
      503: "Too many phones follow this session. Close the page on another phone." }[status] ?? "";
    if (status === 200) trouble = "Too many phones follow this session. Close the page on another phone.";
  } catch { trouble = ""; }
  setTimeout(connect, 3000);
}

async function tap(key, button) {
  stayAwake(get("awake"), (words) => note(words));
  const seen = state.now?.seen;
  if (!seen || isOver) return;
  button?.classList.add("tapped");
  setTimeout(() => button?.classList.remove("tapped"), 150);
  const which = MAIN.has(key) ? seen.main : PLACE.has(key) ? seen.place : ALWAYS.has(key) ? 0 : seen.question;
  if (!await post("tap", { key, seen: which })) note("Not sent. Try again, or use your computer.");
}

async function post(path, body) {
  try {
    const answer = await fetch(path, { method: "POST", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" } });
    return answer.ok;
  } catch { return false; }
}

const tellSound = () => post("sound", { phone: me, on: sound.isOn });

let noteEnds = 0;
function note(words) { get("note").textContent = words; noteEnds = performance.now() + 2500; }

function button(element, pair) {
  element.hidden = !pair;
  if (!pair) return;
  element.dataset.key = pair[0];
  if (element.textContent !== pair[1]) element.textContent = pair[1];
}

function show() {
  const { now } = state, page = get("page");
  if (!now) return;
  page.dataset.mode = now.mode;
  const isSession = now.mode === "session", question = now.question;
  page.classList.toggle("still", !isSession);
  page.classList.toggle("halted", !!now.big);
  page.classList.toggle("hurting", !!now.hurts);
  page.classList.toggle("asking", !!question);
  button(get("main"), isOver ? null : now.main);
  button(get("second"), isOver ? null : now.second);
  button(get("third"), isOver ? null : now.third);
  get("hurts").hidden = !!question?.choices.some((choice) => choice.label === get("hurts").textContent);
  get("more").hidden = !isSession || now.ended;
  showQuestion(question);
  showHalt(now, isOver);
  sound.hear(now, state.timeline, position());
  if (now.note) note(now.note);
}

function showQuestion(question) {
  get("question").hidden = !question || isOver;
  const name = question ? question.step + question.title : "";
  if (name !== asked) { asked = name; askedAt = performance.now(); get("choices").replaceChildren(); }
  if (!question) return;
  get("asked").textContent = question.title;
  const choices = get("choices");
  choices.classList.toggle("many", question.choices.length > 9);
  question.choices.forEach((choice, number) => {
    const each = choices.children[number] ?? choices.appendChild(document.createElement("button"));
    each.type = "button";
    each.dataset.key = choice.key;
    each.textContent = choice.label;
    if (["places", "flags"].includes(question.step)) each.setAttribute("aria-pressed", String(choice.on));
  });
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  if (pressed.id === "sound") {
    pressed.textContent = `Sound: ${sound.turn()}`;
    pressed.setAttribute("aria-pressed", String(sound.isOn));
    stayAwake(get("awake"), (words) => note(words));
    tellSound();
    return;
  }
  if (pressed.parentElement.id === "choices" && performance.now() - askedAt < SETTLE_MS) return;
  tap(pressed.dataset.key, pressed);
});

function frame() {
  draw(state, position());
  requestAnimationFrame(frame);
}

// Also while the page is hidden, when nothing is drawn.
setInterval(() => {
  sound.play(state.now, position());
  const ms = performance.now();
  if (noteEnds && ms > noteEnds) { noteEnds = 0; get("note").textContent = ""; }
  const isSilent = state.now?.mode === "session" && !state.now.ended && ms - heardAt > QUIET_MS;
  const isLost = !isOver && (trouble || isSilent || (stream && stream.readyState !== EventSource.OPEN && ms - heardAt > 1500));
  const words = isOver && state.now?.mode !== "summary" ? "This session is over. You can close this page." : isLost ? trouble || GOES_ON : "";
  if (get("lost").textContent !== words) get("lost").textContent = words;
  if (isSilent && stream?.readyState === EventSource.OPEN) connect();
}, 25);

document.addEventListener("visibilitychange", () => {
  if (document.hidden || isOver) return;
  clock.measure();
  if (stream?.readyState !== EventSource.OPEN) connect();
});
setInterval(() => { if (!document.hidden && !isOver) clock.measure(3); }, 20000);

window.coach = { position, clock, state, connect };
await clock.measure();
connect();
requestAnimationFrame(frame);
