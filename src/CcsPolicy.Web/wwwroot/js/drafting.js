// Saves what is typed in the editor: by HTTP, one change at a time, in order, again and again until it is saved. Nothing is kept in the browser's
// storage, since a draft may be of a procedure; what is not saved yet lives in this page only, which asks before it is left. Words are given up in
// three ways only: they are saved, typed anew, or thrown away by a button. A save outlives its page: what waits when the page goes is sent with
// keepalive, and the number of each change tells the server which of two it has already and which is the newer.
let editor, url, tab, token, known, words, timer, saved = false, overtaken = 0, serial = 0, started = false;
let stopped = null;          // the sentence why nothing more is sent
let sending = null;          // the change on its way
let dirty = null;            // what was typed and is not in the line yet
const line = [];             // changes in order; the first is being sent
const held = new Map();      // words that are neither saved nor in the line: refused, not added yet, or overtaken by another's save
const shown = new Set();     // fields at which the island shows a refusal
const delay = 600, patience = 5000;
const mostAlive = 60000;     // browsers let about 64 KiB of requests outlive a page
let alive = 0;               // how much of that is on its way
let passing = false;         // the person's own step away from here is being let through

const idOf = change => `${change.act}|${change.key ?? ''}`;
const unsaved = () => dirty !== null || line.length > 0 || held.size > 0;
const fields = () => [...document.querySelectorAll('.editor [data-act]')];
const changeIn = field => ({ act: field.dataset.act, key: field.dataset.key || null, text: field.value });

export function start(dotnet, options) {
  editor = dotnet;
  ({ url, tab, known, words } = options);
  token = document.querySelector('input[name="__RequestVerificationToken"]').value;
  settle();
  if (started) return;
  started = true;
  document.addEventListener('input', typed);
  addEventListener('beforeunload', event => {
    if (!unsaved()) return;
    take();
    pump();
    // It is on its way; whether it can be read is not known yet, and what was refused stays nowhere but here.
    event.preventDefault();
  });
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') { take(); pump(); } });
  addEventListener('online', () => pump());
  addEventListener('click', onward, true);
  addEventListener('submit', onward, true);
}

// Nothing is typed here that is not saved: the text may be drawn anew.
export function idle() {
  return stopped === null && !unsaved();
}

// The island has loaded the latest text: go on from there. Words that were overtaken stay in the box until they are thrown away.
export function resume(sequence) {
  known = sequence;
  stopped = null;
  settle();
}

// Another tab or person has saved, or the draft is closed.
export function halt(sentence) {
  if (stopped === null) stop(sentence);
}

// The island has drawn its fields anew: unsaved words come back to the field they belong to.
export function restore() {
  for (const field of fields()) {
    const id = idOf(changeIn(field));
    const mine = [held.get(id), ...line, dirty].findLast(change => change && idOf(change) === id && typeof change.text === 'string');
    if (mine && stopped === null) field.value = mine.text;
  }
  draw();
}

// A person throws away what could not be saved.
export function discard(act, key) {
  const id = idOf({ act, key });
  if (dirty && idOf(dirty) === id) { clearTimeout(timer); dirty = null; }
  held.delete(id);
  shown.delete(id);
  settle();
}

// What was typed is saved before anything else is done; waits a while, and the saving goes on after that. False while something is unsaved.
export async function flush() {
  take();
  await Promise.race([pump(), new Promise(done => setTimeout(done, patience))]);
  return !unsaved();
}

export async function send(act, key, fieldId) {
  take();
  const field = fieldId && document.getElementById(fieldId);
  line.push({ act, key, text: field ? field.value : null, serial: ++serial });
  return await flush();
}

function typed(event) {
  const field = event.target;
  if (!field.dataset?.act || stopped !== null) return;
  const change = changeIn(field);
  if (change.act === 'insert') {
    // Not asked to be added yet, and kept all the same.
    if (change.text.trim()) held.set(idOf(change), { ...change, sentence: held.get(idOf(change))?.sentence });
    else held.delete(idOf(change));
    settle();
    return;
  }
  if (dirty && idOf(dirty) !== idOf(change)) take();
  dirty = change;
  held.delete(idOf(change));
  settle();
  clearTimeout(timer);
  timer = setTimeout(() => { take(); pump(); }, delay);
}

// Moves what was typed into the line; an older unsent wording of the same field gives way.
function take() {
  clearTimeout(timer);
  if (!dirty) return;
  const last = line[line.length - 1];
  if (last && last !== sending && idOf(last) === idOf(dirty)) line.pop();
  line.push({ ...dirty, serial: ++serial });
  dirty = null;
}

// A link or a button of ours that leads away waits until what was typed is saved.
async function onward(event) {
  if (passing || stopped !== null || (dirty === null && line.length === 0)) return;
  let go;
  if (event.type === 'submit') {
    const { target: form, submitter } = event;
    go = () => form.requestSubmit(submitter);
  } else {
    const link = event.target.closest?.('a[href]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if ((link.target && link.target !== '_self') || link.origin !== location.origin || link.href.split('#')[0] === location.href.split('#')[0]) return;
    go = () => location.assign(link.href);
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  await flush();
  passing = true;
  go();
  passing = false;
}

// The page goes: what waits is sent at once, each change apart, and nobody waits for the answer.
function leave() {
  take();
  if (stopped !== null) return;
  for (const change of line) if (change !== sending) post(change, true).catch(() => { });
}

async function post(change, leaving) {
  const body = JSON.stringify({ known, tab, serial: change.serial, leaving, act: change.act, key: change.key, text: change.text });
  const size = new TextEncoder().encode(body).length;
  const keepalive = alive + size <= mostAlive;
  if (keepalive) alive += size;
  try {
    return await fetch(url, { method: 'POST', keepalive, headers: { 'Content-Type': 'application/json', RequestVerificationToken: token }, body });
  } finally {
    if (keepalive) alive -= size;
  }
}

let pumping = null;
function pump() {
  pumping ??= work().finally(() => { pumping = null; });
  return pumping;
}

async function work() {
  let wait = 1000;
  while (line.length > 0 && stopped === null) {
    const change = line[0];
    let answer, response;
    try {
      sending = change;
      say('saving');
      response = await post(change, false);
      if (response.status >= 500) throw new Error();
      answer = response.headers.get('content-type')?.includes('json') ? await response.json() : null;
    } catch {
      say('offline', true);
      await new Promise(done => { const again = setTimeout(done, wait); addEventListener('online', () => { clearTimeout(again); done(); }, { once: true }); });
      wait = Math.min(wait * 2, 30000);
      continue;
    } finally {
      sending = null;
    }
    wait = 1000;
    if (response.ok && answer) await accepted(change, answer.sequence);
    else if (response.status === 422 && answer) await refused(change, answer.sentence);
    else {
      stop(answer?.sentence ?? words.ended);
      await tell('StoppedAsync', stopped);
    }
  }
}

async function accepted(change, sequence) {
  if (line[0] === change) line.shift();
  for (const [id, kept] of held) if (kept.from === change || (id === idOf(change) && kept.text === change.text)) held.delete(id);
  known = sequence;
  saved = true;
  // It is saved, whatever the island says next and whenever.
  settle();
  if (shown.delete(idOf(change))) await tell('MendedAsync', change.act, change.key);
  await tell('SavedAsync', known);
  settle();
}

// It cannot be read as it stands. The words are kept until they are mended or thrown away, wherever the person goes in this page meanwhile.
async function refused(change, sentence) {
  if (line[0] === change) line.shift();
  const id = idOf(change);
  const newer = [...line, dirty].some(other => other && idOf(other) === id);
  if (change.text !== null && !newer && stopped === null) held.set(id, { ...change, text: held.get(id)?.text ?? change.text, sentence });
  shown.add(id);
  await tell('RefusedAsync', change.act, change.key, sentence);
  settle(change.text === null ? sentence : undefined);
}

// Nothing more is sent. What was not saved moves out of the fields' way, since the latest text may have other words there.
function stop(sentence) {
  take();
  stopped = sentence;
  const rest = [...[...held.values()].filter(kept => !kept.apart), ...line.splice(0)];
  for (const [id, kept] of held) if (!kept.apart) held.delete(id);
  for (const change of rest) if (change.text) held.set(`apart|${++overtaken}`, { ...change, from: change, apart: true, sentence: undefined });
  shown.clear();
  settle();
}

function say(key, bad) {
  const status = document.getElementById('draft-status');
  status.textContent = words[key] ?? key;
  status.dataset.bad = bad ? 'true' : '';
}

// The status line says what is true now.
function settle(sentence) {
  if (stopped !== null) say(stopped, true);
  else if (sentence) say(sentence, true);
  else if (dirty) say('typing');
  else if (line.length > 0) say('saving');
  else if (held.size > 0) say(words.held.replace('{0}', held.size), [...held.values()].some(kept => kept.sentence || kept.apart));
  else say(saved ? 'saved' : 'ready');
  draw();
}

// A dropped circuit must not stop the saving.
async function tell(method, ...values) {
  try { await Promise.race([editor.invokeMethodAsync(method, ...values), new Promise(done => setTimeout(done, 2000))]); } catch { /* it reads the latest when it is back */ }
}

// Words whose field is not on the page are shown outside what the island draws.
function draw() {
  const box = document.getElementById('draft-kept');
  const present = new Set(fields().map(field => idOf(changeIn(field))));
  const rows = [...held].filter(([id, kept]) => kept.apart || !present.has(id));
  box.hidden = rows.length === 0;
  box.querySelector('ol').replaceChildren(...rows.map(([id, kept]) => {
    const row = box.querySelector('template').content.cloneNode(true);
    row.querySelector('pre').textContent = kept.text;
    row.querySelector('.field-error').textContent = kept.sentence ?? '';
    const [open, drop] = row.querySelectorAll('button');
    open.hidden = Boolean(kept.apart);
    open.addEventListener('click', () => tell('OpenAsync', kept.act, kept.key));
    drop.addEventListener('click', async () => {
      held.delete(id);
      if (shown.delete(id)) await tell('MendedAsync', kept.act, kept.key);
      settle();
    });
    return row;
  }));
}
