// Draws one instant of the session: the breath on the whole screen, figure, words, numbers.
const STILL_STEP_MS = 1000, LOOP_MS = 4000;
const INKS = ["", "floor", "far", "prop", "plain", "accent", "glow"];
const SVG = "http://www.w3.org/2000/svg";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const get = (id) => document.getElementById(id);
const shown = new Map();
let figureOf = null, shapes = [];

function write(id, text) {
  if (shown.get(id) === text) return;
  shown.set(id, text);
  get(id).textContent = text;
}

const clockText = (ms) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000)), minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
};

export function segmentAt(segments, position) {
  let low = 0, high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle][0] <= position) low = middle; else high = middle - 1;
  }
  return low;
}

function workStart(segments, index, position) {
  for (let i = index; i < segments.length; i += 1) if (segments[i][6] !== null) return Math.max(0, segments[i][0] - position);
  return 0;
}

export function showHalt(now, isOver) {
  const say = [...(now.say ?? [])];
  if (now.question?.urgent && !now.hurts) say.push(now.question.urgent);
  if (now.mode === "summary" && isOver) say.push("You can close this page.");
  const key = JSON.stringify(say);
  if (shown.get("say") !== key) {
    shown.set("say", key);
    get("say").replaceChildren(...say.map((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      line.classList.toggle("long", words.length > 200);
      return line;
    }));
  }
  const rows = now.drills ?? [], listed = JSON.stringify(rows);
  if (shown.get("rows") !== listed) {
    shown.set("rows", listed);
    get("drills").replaceChildren(...rows.map((row) => {
      const line = document.createElement("li");
      line.append(...row.map((words) => Object.assign(document.createElement("span"), { textContent: words })));
      return line;
    }));
  }
}

export function draw({ timeline, figures, now }, position) {
  if (!now) return;
  if (now.mode !== "session" || !timeline) {
    write("drill", now.title ?? "coach");
    write("set", "");
    write("left", now.length_ms ? clockText(now.length_ms) : "");
    ["breath", "number", "counted", "do", "cue", "next"].forEach((id) => write(id, ""));
    air("", 0);
    return;
  }
  const segments = timeline.segments, index = segmentAt(segments, position);
  const [at, length, kind, boutIndex, rep, side, phase, breath, spanAt, span] = segments[index];
  const bout = timeline.bouts[boutIndex], block = timeline.blocks[bout.block];
  const isWork = phase !== null, halted = !!now.big;
  write("drill", block.name);
  write("set", bout.set);
  write("left", clockText(timeline.total - position));
  write("cue", isWork && !halted && !now.ended ? bout.cue : "");
  write("next", now.ended ? "" : bout.next);
  const share = span ? (position - spanAt) / span : 0;
  air(now.ended ? "" : breath ?? "", breath === "inhale" ? share : breath === "exhale" ? 1 - share : breath ? 1 : 0, position - spanAt, span);
  if (halted) {
    write("breath", now.big);
    ["number", "counted", "do"].forEach((id) => write(id, ""));
  } else if (isWork) {
    const left = timeline.open ? rep : Math.max(1, bout.reps - rep + 1);
    const one = block.counted.replace(/s$/, "");
    write("breath", timeline.words[breath] ?? "");
    write("number", String(left));
    write("counted", timeline.open ? one : left === 1 ? `last ${one}` : `${block.counted} left`);
    write("do", block.alternates && side ? `${side}: ${block.do[phase]}` : block.do[phase]);
  } else {
    const seconds = Math.ceil(workStart(segments, index, position) / 1000);
    write("breath", breath ? timeline.words[breath] : timeline.titles[kind]);
    write("number", now.ready ? "" : String(seconds));
    write("counted", "");
    write("do", waitWords(kind, bout, block));
  }
  get("page").classList.toggle("wordy", !halted && shown.get("breath").length > 6);
  figure(figures[block.drill], position - at, length, phase, side, breath, now);
}

function waitWords(kind, bout, block) {
  const words = bout.place ? [`${bout.place}.`] : [];
  if (kind === "lead-in" || kind === "change") words.push(...block.setup);
  if (bout.think) words.push(bout.think);
  return words.join(" ");
}

function air(breath, share, into, span) {
  const element = get("air");
  if (element.className !== breath) element.className = breath;
  let filled = share;
  if (calm.matches && span) {
    const stepped = Math.floor(into / STILL_STEP_MS) * STILL_STEP_MS / span;
    filled = breath === "inhale" ? stepped : breath === "exhale" ? 1 - stepped : share;
  }
  element.style.transform = `scaleY(${Math.max(0, Math.min(1, filled)).toFixed(4)})`;
}

function figure(data, into, length, phase, side, breath, now) {
  const svg = get("figure");
  svg.classList.toggle("drawn", !!data);
  if (!data) return;
  let own = 0, share = 0;
  if (phase !== null) {
    const [number, moves] = data.own[phase] ?? [0, false];
    own = number;
    share = moves ? into / length : 1;
    if (calm.matches) share = 1;
  } else if (!breath) {
    const time = now.ready ? performance.now() : into;
    const place = (time % LOOP_MS) / LOOP_MS * data.loop.length;
    own = data.loop[Math.floor(place)] ?? 0;
    share = calm.matches ? 1 : place % 1;
  }
  const frames = (data.sides[side] ?? data.sides.both ?? Object.values(data.sides)[0])[own];
  if (!frames) return;
  const steps = frames.length - 1, exact = Math.max(0, Math.min(1, share)) * steps;
  const first = Math.min(steps - 1, Math.floor(exact)), part = exact - first;
  if (figureOf !== data) {
    figureOf = data;
    svg.setAttribute("viewBox", `-4 -4 ${data.width + 8} ${data.height + 8}`);
    svg.replaceChildren();
    shapes = [];
  }
  const from = frames[first], to = frames[first + 1], nearest = part < 0.5 ? from : to;
  const matches = from.length === to.length && from.every((each, i) => each.length === to[i].length && !each[1] === !to[i][1]);
  nearest.forEach((shape, number) => {
    const numbers = shape.slice(2).map((value, i) => matches ? from[number][i + 2] + (to[number][i + 2] - from[number][i + 2]) * part : value);
    place(svg, number, shape, numbers);
  });
  while (shapes.length > nearest.length) shapes.pop().remove();
}

function place(svg, number, [ink, width], numbers) {
  const name = width ? "polyline" : "circle";
  let shape = shapes[number];
  if (shape?.localName !== name) {
    const made = document.createElementNS(SVG, name);
    if (shape) shape.replaceWith(made); else svg.append(made);
    shape = shapes[number] = made;
  }
  shape.setAttribute("class", width ? INKS[ink] : `${INKS[ink]} disc`);
  shape.setAttribute("stroke-width", width || 2);
  if (width) {
    let points = "";
    for (let i = 0; i < numbers.length; i += 2) points += `${numbers[i].toFixed(1)},${numbers[i + 1].toFixed(1)} `;
    shape.setAttribute("points", points);
  } else {
    ["cx", "cy", "r"].forEach((attribute, i) => shape.setAttribute(attribute, numbers[i].toFixed(1)));
  }
}
