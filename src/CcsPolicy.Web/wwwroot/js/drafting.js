// Saves what is typed in the editor: by HTTP, one change at a time, in order, again and again until it is saved. Nothing is kept in the browser's
// storage, since a draft may be of a procedure; what is not saved yet lives in this page only, which asks before it is left.
let editor, url, token, known, words, timer, sending = false, stopped = false;
let dirty = null;            // what was typed and is not in the line yet
const line = [];             // changes in order; the first is being sent
const delay = 900;

const status = document.getElementById('draft-status');
const say = (key, bad) => { status.textContent = words[key] ?? key; status.dataset.bad = bad ? 'true' : ''; };
const unsaved = () => dirty !== null || line.length > 0;

export function start(dotnet, options) {
  editor = dotnet;
  ({ url, known, words } = options);
  token = document.querySelector('input[name="__RequestVerificationToken"]').value;
  document.addEventListener('input', typed);
  addEventListener('beforeunload', event => { if (unsaved()) event.preventDefault(); });
  addEventListener('online', () => pump());
  say('ready');
}

// The island has loaded the latest text: go on from there.
export function resume(sequence) {
  known = sequence;
  stopped = false;
  line.length = 0;
  dirty = null;
  say('ready');
}

function typed(event) {
  const field = event.target;
  if (!field.dataset?.act || stopped) return;
  if (dirty && (dirty.key !== field.dataset.key || dirty.act !== field.dataset.act)) take();
  dirty = { act: field.dataset.act, key: field.dataset.key ?? null, text: field.value };
  say('typing');
  clearTimeout(timer);
  timer = setTimeout(() => { take(); pump(); }, delay);
}

// Moves what was typed into the line; an older unsent wording of the same field gives way.
function take() {
  clearTimeout(timer);
  if (!dirty) return;
  const last = line[line.length - 1];
  if (last && !(sending && line.length === 1) && last.act === dirty.act && last.key === dirty.key) line.pop();
  line.push(dirty);
  dirty = null;
}

// What was typed is saved before anything else is done. False when it could not be.
export async function flush() {
  take();
  await pump();
  return !unsaved();
}

export async function send(act, key, fieldId) {
  take();
  const field = fieldId && document.getElementById(fieldId);
  line.push({ act, key, text: field ? field.value : null });
  await pump();
  return !unsaved();
}

let pumping = null;
function pump() {
  pumping ??= work().finally(() => { pumping = null; });
  return pumping;
}

async function work() {
  let wait = 1000;
  while (line.length > 0 && !stopped) {
    const change = line[0];
    let answer, response;
    try {
      sending = true;
      say('saving');
      response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
        body: JSON.stringify({ known, ...change }),
      });
      if (response.status >= 500) throw new Error();
      answer = response.headers.get('content-type')?.includes('json') ? await response.json() : null;
    } catch {
      say('offline', true);
      await new Promise(done => { const again = setTimeout(done, wait); addEventListener('online', () => { clearTimeout(again); done(); }, { once: true }); });
      wait = Math.min(wait * 2, 30000);
      continue;
    } finally {
      sending = false;
    }
    wait = 1000;
    if (response.ok && answer) {
      line.shift();
      known = answer.sequence;
      if (!unsaved()) say('saved');
      await tell('SavedAsync', known);
    } else if (response.status === 422 && answer) {
      // It cannot be read as it stands; the words stay in the field and are sent again with the next change.
      line.shift();
      say(answer.sentence, true);
      await tell('RefusedAsync', answer.sentence);
    } else {
      stopped = true;
      keep(change);
      say(answer?.sentence ?? 'ended', true);
      await tell('StoppedAsync', answer?.sentence ?? words.ended);
    }
  }
}

// A dropped circuit must not stop the saving.
async function tell(method, value) {
  try { await Promise.race([editor.invokeMethodAsync(method, value), new Promise(done => setTimeout(done, 2000))]); } catch { /* it reads the latest when it is back */ }
}

// What could not be saved stays on the page, outside what the island draws.
function keep(change) {
  const text = [change, ...line.slice(1)].map(c => c.text).filter(Boolean).join('\n\n');
  if (!text) return;
  const box = document.getElementById('draft-kept');
  box.hidden = false;
  box.querySelector('pre').textContent = text;
}
