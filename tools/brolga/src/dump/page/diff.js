// Two compiles compared, line by line: the shortest edit script (Myers 1986). Addresses are masked, and numbers of values and blocks if wanted.

const diffKinds = {
  'SSA, after all passes': (c) => c.ssa[c.ssa.length - 1].lines.map((line) => line.text),
  'SSA, as built': (c) => c.ssa[0].lines.map((line) => line.text),
  'CLIF, optimised': (c) => c.clif_optimised.map((line) => line.text),
  'Machine code': (c) => c.code.map((line) => `${line.label ? `${line.label}: ` : ''}${line.text}`),
  Calls: (c) => c.calls.map((call) => `${placeText(c, call.origin)} ${call.callee}: ${call.reason}`),
  Bytecode: (c) => c.methods[0].bytecode.map((i) => `${i.bci}: ${i.text}${i.profile ? ` ; ${profileText(i.profile)}` : ''}`),
};

const mostEdits = 3000;
const diffSigns = { same: ' ', old: '-', new: '+' };

function normal(text, ignoresNumbers) {
  // (In brackets: where a label is.)
  const masked = text.replace(/0x[0-9a-f_]{7,}/g, 'ADDRESS').replace(/\(0x[0-9a-f]+\)/g, '(ADDRESS)');
  return ignoresNumbers ? masked.replace(/\b(v|block|s|state |L|m|f|o|u|c|frame)\d+\b/g, '$1') : masked;
}

// Pairs of line numbers that are the same in both.
function common(one, other) {
  const most = Math.min(one.length + other.length, mostEdits);
  const ends = new Map([[1, 0]]);
  const trace = [];
  const down = (at, diagonal, edits) => diagonal === -edits || (diagonal !== edits && at.get(diagonal - 1) < at.get(diagonal + 1));
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(new Map(ends));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = down(ends, diagonal, edits) ? ends.get(diagonal + 1) : ends.get(diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < one.length && y < other.length && one[x] === other[y]) { x += 1; y += 1; }
      ends.set(diagonal, x);
      if (x >= one.length && y >= other.length) return back(trace, one.length, other.length, down);
    }
  }
  return [];
}

function back(trace, length, otherLength, down) {
  const pairs = [];
  let [x, y] = [length, otherLength];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const at = trace[edits];
    const diagonal = x - y;
    const before = down(at, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const [startX, startY] = edits === 0 ? [0, 0] : [at.get(before), at.get(before) - before];
    while (x > startX && y > startY) { x -= 1; y -= 1; pairs.push([x, y]); }
    [x, y] = [startX, startY];
  }
  return pairs.reverse();
}

// Lines with `same`, `old` or `new`.
function difference(old, fresh, ignoresNumbers) {
  const [one, other] = [old, fresh].map((lines) => lines.map((line) => normal(line, ignoresNumbers)));
  const rows = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of [...common(one, other), [old.length, fresh.length]]) {
    while (x < nextX) { rows.push(['old', old[x]]); x += 1; }
    while (y < nextY) { rows.push(['new', fresh[y]]); y += 1; }
    if (x < old.length && y < fresh.length) { rows.push(['same', fresh[y]]); x += 1; y += 1; }
  }
  return rows;
}

function differenceRows(rows) {
  const isNear = (at) => rows.slice(Math.max(0, at - 3), at + 4).some(([kind]) => kind !== 'same');
  const shown = [];
  let skipped = 0;
  rows.forEach(([kind, text], at) => {
    if (!isNear(at)) { skipped += 1; return; }
    if (skipped) shown.push(make('div', { class: 'skipped' }, `  ... ${skipped} lines`));
    skipped = 0;
    shown.push(make('div', { class: kind }, `${diffSigns[kind]} ${text}`));
  });
  if (skipped) shown.push(make('div', { class: 'skipped' }, `  ... ${skipped} lines`));
  return shown;
}

// Other compiles, those of the same method first.
function makeDiffTools(compile) {
  const others = data.compiles.filter((other) => other.id !== compile.id);
  const isSame = (other) => other.method === compile.method;
  others.sort((one, other) => isSame(other) - isSame(one) || one.id - other.id);
  const option = (other) => make('option', { value: other.id }, `${other.id} ${taskName(other)}`);
  const which = make('select', { 'aria-label': 'compare with', id: 'diff-with' }, make('option', { value: '' }, 'compare with ...'), ...others.map(option));
  const kind = make('select', { 'aria-label': 'what is compared', id: 'diff-kind' }, ...Object.keys(diffKinds).map((name) => make('option', {}, name)));
  const numbers = make('input', { type: 'checkbox', checked: true, id: 'diff-numbers' });
  const result = make('div', { class: 'difference', hidden: true, tabindex: 0, id: 'difference' });
  const show = async () => {
    if (!which.value) return;
    const other = await compileOf(Number(which.value));
    // The earlier one is the old one.
    const [old, fresh] = other.id < compile.id ? [other, compile] : [compile, other];
    const rows = difference(diffKinds[kind.value](old), diffKinds[kind.value](fresh), numbers.checked);
    const count = (wanted) => rows.filter(([one]) => one === wanted).length;
    const title = `- ${old.id} ${taskName(old)}: ${count('old')} lines, + ${fresh.id} ${taskName(fresh)}: ${count('new')} lines`;
    result.replaceChildren(make('div', { class: 'skipped' }, title), ...differenceRows(rows));
    result.hidden = false;
  };
  for (const tool of [which, kind, numbers]) tool.addEventListener('change', show);
  return make('div', {}, make('p', { class: 'tools' }, which, kind, make('label', {}, numbers, ' ignore numbers of values and blocks')), result);
}
