// Small comforts of static pages; everything works without them.
// The summary of errors takes the focus, so that its first line is read out.
document.querySelector('.error-summary')?.focus();

// Leaving the drawer of the outline once a place in the text is chosen.
document.querySelector('.outline[popover]')?.addEventListener('click', event => {
  const drawer = event.currentTarget;
  if (event.target.closest('a') && drawer.matches(':popover-open')) drawer.hidePopover();
});

// Marks in the outline where one is reading.
const links = new Map([...document.querySelectorAll('.outline a[href^="#"]')].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
if (links.size > 0) {
  let current;
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      current?.removeAttribute('aria-current');
      current = links.get(entry.target.id);
      current.setAttribute('aria-current', 'true');
    }
  }, { rootMargin: '0px 0px -75% 0px' });
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) seen.observe(target);
  }
}

// A form is sent once: a second press of its button waits for the first.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'true';
  setTimeout(() => delete form.dataset.sent, 8000);
});

// A page does not stay open after its session: it is asked for twice a minute, which keeps no session alive, and what is shown goes when it is over.
const person = document.querySelector('[data-session]');
if (person) {
  const { session, over, lost, readOn } = person.dataset;
  // At a shared terminal a session is short: whoever scrolls or types is still there.
  let there = false;
  if (readOn) for (const sign of ['scroll', 'keydown', 'pointerdown', 'input']) addEventListener(sign, () => { there = true; }, { capture: true, passive: true });
  // Without an answer for so long no session is open any more, whoever may sit here now.
  const longest = 30 * 60000;
  let answered = Date.now();
  const ask = async () => {
    const asked = there ? session + (session.includes('?') ? '&' : '?') + 'read=1' : session;
    there = false;
    const answer = await fetch(asked, { cache: 'no-store', redirect: 'error' }).catch(() => undefined);
    if (answer) answered = Date.now();
    else if (Date.now() - answered > longest) {
      const said = document.createElement('main');
      said.className = 'site-main';
      said.textContent = lost;
      document.body.replaceChildren(said);
    }
    // 401: it is over. 205: something was taken from the person since this page was made.
    if (answer?.status !== 401 && answer?.status !== 205) return;
    const here = location.pathname + location.search;
    document.body.replaceChildren();
    // The next person at a shared terminal is not told what was read before.
    location.replace(answer.status !== 401 ? here : readOn ? over : over + encodeURIComponent(here));
  };
  setInterval(ask, 30000);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') ask(); });
  addEventListener('pageshow', event => { if (event.persisted) ask(); });
}

// Once it is known who it is, what was typed before goes on by itself.
document.querySelector('form[data-go-on]')?.requestSubmit();

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// A file that is too large is told before it is sent: sending it would take long, and be refused all the same.
for (const input of document.querySelectorAll('input[type=file][data-most]')) {
  input.addEventListener('change', () => {
    const large = [...input.files].some(file => file.size > input.dataset.most);
    input.setCustomValidity(large ? input.dataset.tooLarge : '');
    let said = input.parentElement.querySelector('[data-said]');
    if (large && !said) {
      said = document.createElement('p');
      said.className = 'field-error';
      said.dataset.said = '';
      said.setAttribute('role', 'alert');
      input.before(said);
    }
    if (said) said.textContent = large ? input.dataset.tooLarge : '';
    if (said) said.hidden = !large;
    input.setAttribute('aria-invalid', String(large));
  });
}

// A list too long to look through is narrowed by a part of what stands in it. One that matches is chosen; of several a person chooses.
const folded = words => words.normalize('NFKC').toLowerCase().replace(/\s/g, '');
for (const list of document.querySelectorAll('main select')) {
  const options = [...list.options];
  if (options.length <= 20 || list.multiple || !document.body.dataset.narrow) continue;
  const box = document.createElement('input');
  box.type = 'search';
  box.className = list.className;
  box.autocomplete = 'off';
  box.placeholder = document.body.dataset.narrow;
  box.setAttribute('aria-label', `${list.labels[0]?.textContent.trim() ?? ''} ${document.body.dataset.narrow}`);
  const told = document.createElement('p');
  told.className = 'field-hint';
  told.setAttribute('role', 'status');
  list.before(box, told);
  box.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
  box.addEventListener('input', () => {
    const wanted = folded(box.value);
    const found = options.filter(option => option.value !== '' && folded(option.textContent).includes(wanted));
    for (const option of options) option.hidden = option.value !== '' && !found.includes(option);
    for (const group of list.querySelectorAll('optgroup')) group.hidden = [...group.children].every(option => option.hidden);
    if (found.length === 1) list.value = found[0].value;
    else if (list.selectedOptions[0]?.hidden) list.selectedIndex = options.findIndex(option => option.value === '');
    told.textContent = wanted ? document.body.dataset.narrowed.replace('{0}', found.length) : '';
  });
}
