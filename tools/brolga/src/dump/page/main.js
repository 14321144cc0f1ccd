// The page as a whole: which view is shown, by the part of the address behind `#`; keys; the theme.
//
// `#c12`: compile 12; `#c12@0x0040`: the machine code in front of an offset; `#c12@point-0x0040`: a deopt point; `#c12@origin-3`: what comes from an origin;
// `#log`, `#log-12`: the log, of one compile.

const keys = [
  ['/', 'filter the index'], ['i', 'index on and off'], ['l', 'log'], ['n, p', 'next, previous compile of the index'],
  ['1 ... 7', 'panes on and off'], ['Tab', 'from pane to pane, tool to tool'],
  ['arrows, j, k', 'in a pane: lines, and panes beside it; what belongs together is marked (▸), what it is inlined in or into more weakly (·)'],
  ['Enter', 'keeps the marks of a line (underlined); again: lets them go'], ['Esc', 'lets marks go; closes what is open'],
  ['t', 'dark, light, as the system has it'], ['?', 'this list'],
];

function summary() {
  const { start, end, compiles, refused } = data;
  const code = compiles.reduce((sum, compile) => sum + compile.code_bytes, 0);
  const time = compiles.reduce((sum, compile) => sum + (compile.duration_us ?? 0), 0);
  const parts = [];
  if (start) parts.push(`${start.vm}: ${start.patterns.join(', ')}`);
  parts.push(`${compiles.length} compiles`, `${refused.length} refused`, `${code} bytes of code`);
  if (!start?.deterministic) parts.push(`${milliseconds(time)} ms of compiling`);
  if (start?.static) parts.push('compiled without a run: no profile, little is resolved');
  if (!end) parts.push('the VM did not end in order');
  for (const { pattern, matching, near } of end?.unmatched ?? []) {
    const names = [...matching, ...near].join(', ');
    parts.push(`nothing of ${pattern}${names ? `; ${matching.length ? 'loaded, but not compiled' : 'near'}: ${names}` : ''}`);
  }
  return parts.join(' · ');
}

async function showCompile(id) {
  const compile = await compileOf(id);
  shownCompile = compile;
  pinned = null;
  byId('view').hidden = false;
  document.body.classList.remove('no-view');
  byId('title').textContent = taskName(compile);
  byId('facts').textContent = factsOf(compile);
  document.title = `${shortName(compile.method)} - Brolga dump`;
  makeRows(listed.findIndex((row) => row.id === id) + 1);
  for (const row of byId('compiles').tBodies[0].rows) row.classList.toggle('current', row.dataset.id === String(id));
  byId('compiles').querySelector('tr.current')?.scrollIntoView({ block: 'nearest' });
  showTables(compile);
  await showPanes();
}

// Where a link leads within a compile.
function showPlace(place) {
  const point = document.getElementById(place);
  if (point) {
    point.scrollIntoView({ block: 'center' });
    point.tabIndex = -1;
    point.focus();
  }
  const offset = /^(point-)?0x([0-9a-f]+)$/.exec(place);
  const origin = /^origin-(\d+)$/.exec(place);
  let target = null;
  if (offset) {
    // The instruction that ends at the offset.
    const rows = [...document.querySelectorAll('.pane[data-pane="code"] .row[data-offset]')];
    target = rows.filter((row) => Number(row.dataset.offset) < parseInt(offset[2], 16)).pop() ?? rows[0];
  } else if (origin) target = rowsOf(originKey(Number(origin[1])))[0] ?? document.querySelector('#panes .row');
  if (target?.keys.length) {
    pinned = target.keys[0];
    mark(pinned, true);
    bringIntoSight(target);
  }
  if (target && !point) byId('panes').scrollIntoView({ block: 'nearest' });
}

async function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const compile = /^c(\d+)(?:@(.*))?$/.exec(hash);
  const log = /^log(?:-(\d+))?$/.exec(hash);
  byId('log').hidden = !log;
  if (log) showLog(log[1] == null ? null : Number(log[1]));
  if (log) byId('view').hidden = true;
  if (!compile || !rowOf(Number(compile[1]))) return;
  const id = Number(compile[1]);
  byId('view').hidden = false;
  if (shownCompile?.id !== id) await showCompile(id);
  if (compile[2]) showPlace(compile[2]);
}

const themes = ['', 'dark', 'light'];

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  // (A page that was opened as a file may have no storage.)
  try { localStorage.setItem('brolga-theme', theme); } catch { /* it is not kept */ }
}

function nextTheme() {
  const current = document.documentElement.dataset.theme ?? '';
  setTheme(themes[(themes.indexOf(current) + 1) % themes.length]);
}

const toggle = (id) => { byId(id).hidden = !byId(id).hidden; };

const actions = {
  '/': () => { byId('index').hidden = false; byId('filter').focus(); byId('filter').select(); },
  i: () => toggle('index'),
  l: () => { location.hash = location.hash.startsWith('#log') && shownCompile ? `c${shownCompile.id}` : 'log'; },
  n: () => neighbour(1),
  p: () => neighbour(-1),
  t: nextTheme,
  '?': () => { toggle('help'); byId('help').scrollIntoView(); },
  Escape: () => { pinned = null; unmark(); byId('help').hidden = true; document.activeElement?.blur(); },
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  if (isTyping && key !== 'Escape') return;
  const lines = target.closest?.('.lines');
  const isDone = lines && moveInPane(lines, key);
  const action = /^[1-9]$/.test(key) ? () => togglePane(Number(key) - 1) : actions[key];
  if (isDone || action) event.preventDefault();
  if (!isDone) action?.();
}

function begin() {
  byId('summary').textContent = summary();
  document.body.classList.add('no-view');
  byId('help').append(make('h2', {}, 'Keys'), table(['key', 'does'], keys.map((entry) => make('tr', {}, ...cells(...entry)))));
  try { setTheme(localStorage.getItem('brolga-theme') ?? ''); } catch { /* as the system has it */ }
  makeIndex();
  makeLinks();
  for (const [id, key] of [['show-index', 'i'], ['show-log', 'l'], ['show-help', '?'], ['theme', 't']]) {
    byId(id).addEventListener('click', actions[key]);
  }
  document.addEventListener('keydown', pressed);
  window.addEventListener('hashchange', follow);
  // A link to where the address is already: the same again.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('a[href^="#"]')?.hash === location.hash) follow();
  });
  follow();
  // For tests: how long it took until the page can be used.
  document.documentElement.dataset.ready = (performance.now() - began).toFixed(1);
}

begin();
