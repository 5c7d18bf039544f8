// Lines of a text that wrap, with numbers that keep level with them and move with the words while they are corrected. What stood before and what
// stands now differ in one stretch: only that is measured again.
for (const whole of document.querySelectorAll('[data-lined]')) {
  const box = whole.querySelector('.lined-box'), numbers = box.querySelector('.lined-numbers'), area = box.querySelector('textarea');
  const mirror = document.createElement('div');
  mirror.className = 'lined-mirror';
  mirror.setAttribute('aria-hidden', 'true');
  box.append(mirror);
  whole.classList.add('lined-wrapped');

  // Links follow their line, whatever number it has by now.
  const rows = [...numbers.children];
  const links = new Map();
  for (const link of whole.querySelectorAll('a[data-line]')) {
    const row = rows[link.dataset.line - 1];
    if (!row) continue;
    if (!links.has(row)) links.set(row, []);
    links.get(row).push(link);
    link.addEventListener('click', event => { event.preventDefault(); go(row); });
  }

  let before = [], width = 0;
  const line = text => {
    const piece = document.createElement('div');
    piece.textContent = text || '\u200b';
    return piece;
  };

  function level() {
    const now = area.value.split('\n');
    const fresh = area.clientWidth !== width;
    width = area.clientWidth;
    mirror.style.inlineSize = `${width}px`;
    let start = 0, end = 0;
    const least = Math.min(before.length, now.length);
    while (start < least && before[start] === now[start]) start++;
    while (end < least - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
    for (const old of [...mirror.children].slice(start, before.length - end)) old.remove();
    const after = mirror.children[start] ?? null;
    for (const text of now.slice(start, now.length - end)) mirror.insertBefore(line(text), after);
    while (rows.length > now.length) rows.splice(Math.max(start, rows.length - end - 1), 1)[0].remove();
    while (rows.length < now.length) {
      const row = document.createElement('li');
      const at = Math.max(0, rows.length - end);
      numbers.insertBefore(row, rows[at] ?? null);
      rows.splice(at, 0, row);
    }
    const heights = [...mirror.children].map(piece => piece.getBoundingClientRect().height);
    rows.forEach((row, i) => {
      const size = `${heights[i]}px`;
      if (fresh || row.style.blockSize !== size) row.style.blockSize = size;
      if (row.textContent === String(i + 1)) return;
      row.textContent = i + 1;
      for (const link of links.get(row) ?? []) if (!link.querySelector('.pv-label')) link.textContent = whole.dataset.lined.replace('{0}', i + 1);
    });
    area.style.blockSize = `${mirror.offsetHeight}px`;
    before = now;
  }

  function go(row) {
    const at = rows.indexOf(row);
    if (at < 0) return;
    const from = before.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, from + before[at].length);
    box.scrollTop = row.offsetTop - box.clientHeight / 3;
    box.scrollIntoView({ block: 'nearest' });
  }

  area.addEventListener('input', level);
  new ResizeObserver(() => { if (area.clientWidth !== width) level(); }).observe(area);
  document.fonts.ready.then(() => { width = 0; level(); });
  level();
}
