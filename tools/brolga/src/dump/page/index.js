// The index of compiles: a table that is sorted by its heads and filtered by words.

const columns = [
  { key: 'id', title: 'id', number: true },
  { key: 'method', title: 'method', text: (c) => `<a href="#c${c.id}">${escaped(taskName(c))}</a>` },
  { key: 'number', title: 'no.', number: true },
  { key: 'trigger', title: 'asked by' },
  { key: 'start_us', title: 'at ms', number: true, text: (c) => milliseconds(c.start_us) },
  { key: 'waited_us', title: 'waited', number: true, text: (c) => milliseconds(c.waited_us) },
  { key: 'duration_us', title: 'took ms', number: true, text: (c) => milliseconds(c.duration_us) },
  { key: 'bytecode_bytes', title: 'bytecode', number: true },
  { key: 'code_bytes', title: 'code', number: true },
  { key: 'inlined', title: 'inlined', number: true },
  { key: 'calls', title: 'calls', number: true },
  { key: 'points', title: 'exits', number: true },
  { key: 'deopts', title: 'deopts', number: true },
  { key: 'ended', title: 'ended by' },
];

const order = { key: 'id', descending: false };
// Names by which numbers are compared in the filter.
const figures = { size: 'code_bytes', code: 'code_bytes', bytecode: 'bytecode_bytes', deopts: 'deopts', inlined: 'inlined', id: 'id' };

// A word of the filter as a test.
function testOf(word) {
  const compared = /^(\w+)([<>=])(\d+(?:\.\d+)?)$/.exec(word);
  if (compared) {
    const [, name, sign, text] = compared;
    const limit = Number(text);
    const figure = name === 'time' ? (c) => (c.duration_us ?? 0) / 1000 : (c) => c[figures[name]] ?? NaN;
    if (name === 'time' || figures[name]) {
      return (c) => (sign === '<' ? figure(c) < limit : sign === '>' ? figure(c) > limit : figure(c) === limit);
    }
  }
  if (word === 'osr') return (c) => c.osr_bci != null;
  if (word === 'deopt') return (c) => c.deopts > 0;
  if (word === 'ended') return (c) => c.ended != null;
  if (word.startsWith('!') && word.length > 1) {
    const test = testOf(word.slice(1));
    return (c) => !test(c);
  }
  const glob = word.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  const pattern = new RegExp(glob, 'i');
  return (c) => pattern.test(taskName(c)) || pattern.test(taskName(c).replace(/\//g, '.')) || pattern.test(c.trigger ?? '');
}

function chosen() {
  const words = byId('filter').value.trim().split(/\s+/).filter((word) => word);
  const tests = words.map(testOf);
  const rows = data.compiles.filter((compile) => tests.every((test) => test(compile)));
  const sign = order.descending ? -1 : 1;
  const value = (compile) => compile[order.key];
  return rows.sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a == null || b == null) return (a == null) - (b == null) || one.id - other.id;
    return sign * (a < b ? -1 : a > b ? 1 : 0) || one.id - other.id;
  });
}

// Rows that are made at once: a table of thousands takes the browser long; more are made when somebody scrolls there.
const portion = 250;
let listed = [];

function rowText(compile) {
  const cell = (compile, column) => {
    const text = column.text ? column.text(compile) : escaped(compile[column.key] ?? '');
    return `<td class="${column.number ? 'number' : column.key}">${text}</td>`;
  };
  const current = shownCompile && shownCompile.id === compile.id ? ' class="current"' : '';
  return `<tr data-id="${compile.id}"${current}>${columns.map((column) => cell(compile, column)).join('')}</tr>`;
}

// Makes rows up to this number.
function makeRows(count) {
  const body = byId('compiles').tBodies[0];
  const made = body.rows.length;
  if (count > made) body.insertAdjacentHTML('beforeend', listed.slice(made, count).map(rowText).join(''));
}

function showIndex() {
  listed = chosen();
  byId('compiles').tBodies[0].replaceChildren();
  byId('index-scroll').scrollTop = 0;
  makeRows(portion);
  byId('shown').textContent = `${listed.length} of ${data.compiles.length} compiles`;
  for (const head of byId('compiles').tHead.rows[0].cells) {
    const sorted = head.dataset.key === order.key;
    head.setAttribute('aria-sort', !sorted ? 'none' : order.descending ? 'descending' : 'ascending');
  }
}

function sortBy(key) {
  order.descending = order.key === key ? !order.descending : false;
  order.key = key;
  showIndex();
}

function makeIndex() {
  const heads = columns.map((column) =>
    make('th', { 'data-key': column.key, class: column.number ? 'number' : null, scope: 'col' },
      make('button', { type: 'button', onclick: () => sortBy(column.key) }, column.title)));
  byId('compiles').tHead.rows[0].append(...heads);
  byId('compiles').tBodies[0].addEventListener('click', (event) => {
    const row = event.target.closest('tr');
    if (row) location.hash = `c${row.dataset.id}`;
  });
  byId('filter').addEventListener('input', showIndex);
  const scroll = byId('index-scroll');
  scroll.addEventListener('scroll', () => {
    if (scroll.scrollTop + 2 * scroll.clientHeight > scroll.scrollHeight) makeRows(byId('compiles').tBodies[0].rows.length + portion);
  });
  showIndex();
}

// The compile before (-1) or behind (1) the one that is shown, in the order of the index.
function neighbour(step) {
  const at = listed.findIndex((compile) => shownCompile && compile.id === shownCompile.id);
  const next = listed[at < 0 ? 0 : at + step];
  if (next) location.hash = `c${next.id}`;
}
