// Tones and words at the times of the session, and a short shake where something changes.
const LATEST_MS = 250; // what could not start within this time is left out
const LOW = 262, HIGH = 392;
const SIGNALS = { tick: [[988, 70]], switch: [[784, 200], [523, 300]], done: [[523, 180], [659, 180], [784, 700]] };
const MIXED = { ready: "tick", "switch-ready": "switch" };
const LEVELS = ["off", "voice", "tones"];
const SHAKES = { switch: [200, 100, 200], rest: [250], end: [300, 120, 300, 120, 300] };

export class Sound {
  constructor() {
    this.level = 0;
    this.audio = null;
    this.tones = []; this.phrases = []; this.standing = [];
    this.toneAt = -1; this.phraseAt = -1;
    this.spoken = null; this.stoodFor = null; this.kind = null; this.last = null; this.sounding = null;
  }

  get isOn() { return this.level > 0; }

  // Only inside a tap may a page begin to make sounds.
  turn() {
    this.level = (this.level + 1) % LEVELS.length;
    if (this.isOn && !this.audio && window.AudioContext) this.audio = new AudioContext();
    this.audio?.resume();
    if (this.level === 1) this.say(""); else this.hush();
    this.stoodFor = null; // who turns it on in a wait hears how to lie
    if (!this.isOn) this.stop();
    return LEVELS[this.level];
  }

  plan({ tones, phrases, standing }) { Object.assign(this, { tones, phrases, standing }); }

  // Something was paused, or is to be said at once.
  hear(now, timeline, position) {
    // The setup sounds on where the wait for the runner stands still.
    if (!now.runs && this.last?.runs) { this.stop(); if (!now.ready) this.hush(); }
    if (timeline) this.stand(now, timeline, position);
    if (now.spoken && this.spoken !== null && now.spoken[0] > this.spoken) { this.hush(); this.say(now.spoken[1]); }
    if (now.spoken) [this.spoken] = now.spoken;
    if (timeline && now.mode === "session") this.shake(timeline, now, position);
    this.last = now;
  }

  // How to lie follows the name, and ends when the runner is in position.
  stand(now, timeline, position) {
    const block = now.standing ? this.blockAt(timeline, position) : null;
    if (block === this.stoodFor) return;
    if (this.stoodFor !== null) this.hush();
    this.stoodFor = block;
    if (block === null) return;
    this.play(now, position);
    (this.standing[block] ?? []).forEach((text) => this.say(text));
  }

  blockAt(timeline, position) {
    const segment = timeline.segments.findLast((each) => each[0] <= position);
    return segment ? timeline.bouts[segment[3]].block : -1;
  }

  shake(timeline, now, position) {
    const segment = timeline.segments.findLast((each) => each[0] <= position);
    const kind = now.ended ? "end" : segment?.[2];
    if (kind !== this.kind && this.kind !== null && SHAKES[kind] && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(SHAKES[kind]);
    this.kind = kind;
  }

  play(now, position) {
    if (!now || now.mode !== "session") return;
    const isEnd = now.ended && now.completed;
    if (!now.runs && !isEnd) return;
    for (const [at, tone, span] of this.tones) {
      if (at > this.toneAt && at <= position) {
        this.toneAt = at;
        if (this.isOn && position - at <= LATEST_MS) this.tone(tone, span);
      }
    }
    for (const [at, text] of this.phrases) {
      if (at > this.phraseAt && at <= position) {
        this.phraseAt = at;
        if (position - at <= LATEST_MS) this.say(text);
      }
    }
  }

  say(text) {
    if (this.level !== 1 || !window.speechSynthesis) return;
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "en";
    speechSynthesis.speak(words);
  }

  hush() { window.speechSynthesis?.cancel(); }

  stop() {
    if (!this.sounding) return;
    this.sounding.gain.cancelScheduledValues(0);
    this.sounding.gain.setTargetAtTime(0, this.audio.currentTime, 0.02);
    this.sounding = null;
  }

  tone(name, span) {
    if (!this.audio) return;
    this.stop();
    const signal = SIGNALS[MIXED[name] ?? name];
    if (signal) {
      let start = this.audio.currentTime;
      for (const [hertz, ms] of signal) { this.struck(hertz, start, ms / 1000); start += ms / 1000; }
    }
    if (span) this.glide(name === "out" ? HIGH : LOW, name === "out" ? LOW : HIGH, Math.min(span, 60000) / 1000 - 0.04);
  }

  glide(from, to, seconds) {
    const start = this.audio.currentTime, { source, gain } = this.voice(start, start + seconds);
    source.frequency.setValueAtTime(from, start);
    source.frequency.linearRampToValueAtTime(to, start + seconds);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.16, start + Math.min(0.12, seconds / 3));
    gain.gain.setValueAtTime(0.16, start + seconds - Math.min(0.3, seconds / 3));
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    this.sounding = gain;
  }

  struck(hertz, start, seconds) {
    const { source, gain } = this.voice(start, start + seconds);
    source.frequency.setValueAtTime(hertz, start);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.3, start + 0.004);
    gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  }

  voice(start, end) {
    const source = this.audio.createOscillator(), gain = this.audio.createGain();
    source.connect(gain).connect(this.audio.destination);
    source.start(start);
    source.stop(end);
    return { source, gain };
  }
}
