// Lines of all panes that come from the same place, marked together: hover, click, keyboard.
//
// A key names a place: `o12` a row of the compile's origins, `b0:5` a bytecode of a method, `lA.java:7` a line of source. Two rows belong together if they
// come from the same bytecode of the same inlined call; what is inlined there, or what it is inlined into, is marked more weakly.

let rowsByKey = new Map();
let originsAt = new Map();
let pinned = null;
const marked = [];

const rowsOf = (key) => rowsByKey.get(key) ?? [];
const add = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

function linkRows(compile) {
  rowsByKey = new Map();
  originsAt = new Map();
  marked.length = 0;
  for (const element of document.querySelectorAll('#panes .row')) {
    for (const key of element.keys) add(rowsByKey, key, element);
  }
  compile.origins.forEach((chain, origin) => chain.forEach(([method, bci], depth) =>
    add(originsAt, bytecodeKey(method, bci), { origin, depth })));
  if (pinned) mark(pinned, false);
}

// Of a bytecode: its line's key.
function lineOf(compile, number, bci) {
  const method = compile.methods[number];
  const instruction = method.bytecode.find((candidate) => candidate.bci === bci);
  return instruction?.line == null ? null : lineKey(sourcePath(method), instruction.line);
}

// What belongs to a key: keys of the same place, and those around and within.
function related(compile, key) {
  const same = new Set([key]);
  const outer = new Set();
  const addBytecode = (set, number, bci) => {
    set.add(bytecodeKey(number, bci));
    const line = lineOf(compile, number, bci);
    if (line) set.add(line);
  };
  const addOrigin = (origin) => {
    same.add(originKey(origin));
    compile.origins[origin].forEach(([number, bci], depth) => addBytecode(depth === 0 ? same : outer, number, bci));
  };
  const addBci = (text) => {
    const [number, bci] = text.slice(1).split(':').map(Number);
    addBytecode(same, number, bci);
    for (const { origin, depth } of originsAt.get(text) ?? []) (depth === 0 ? same : outer).add(originKey(origin));
  };
  if (key.startsWith('o')) addOrigin(Number(key.slice(1)));
  else if (key.startsWith('b')) addBci(key);
  else {
    compile.methods.forEach((method, number) => {
      const path = sourcePath(method);
      for (const instruction of method.bytecode) {
        if (instruction.line != null && lineKey(path, instruction.line) === key) addBci(bytecodeKey(number, instruction.bci));
      }
    });
  }
  return { same, outer };
}

function unmark() {
  for (const element of marked.splice(0)) element.classList.remove('same', 'outer', 'pinned');
}

// Marks what belongs to a key; `scrolls`: brings it into sight in all panes but that of `from`.
function mark(key, scrolls, from = null) {
  unmark();
  if (!key || !shownCompile) return;
  const { same, outer } = related(shownCompile, key);
  const seen = new Set([from?.closest('.lines')]);
  const put = (keys, kind) => {
    for (const one of keys) {
      for (const element of rowsOf(one)) {
        if (element.classList.contains('same')) continue;
        element.classList.add(kind);
        if (kind === 'same' && key === pinned) element.classList.add('pinned');
        marked.push(element);
      }
    }
  };
  put(same, 'same');
  put(outer, 'outer');
  if (!scrolls) return;
  for (const element of document.querySelectorAll('#panes .row.same')) {
    const lines = element.closest('.lines');
    if (!seen.has(lines)) {
      seen.add(lines);
      bringIntoSight(element);
    }
  }
}

function bringIntoSight(element) {
  const lines = element.closest('.lines');
  const top = element.offsetTop - lines.offsetTop;
  if (top < lines.scrollTop || top > lines.scrollTop + lines.clientHeight - 30) lines.scrollTop = top - lines.clientHeight / 3;
}

function pin(element) {
  const key = element?.keys?.[0];
  if (!key) return;
  pinned = pinned === key ? null : key;
  mark(pinned, true, element);
}

function makeCurrent(lines, element) {
  lines.querySelector('.row.current')?.classList.remove('current');
  element.classList.add('current');
  bringIntoSight(element);
  pinned = null;
  mark(element.keys[0], true, element);
}

// Rows of a pane that come from somewhere.
const placed = (lines) => [...lines.children].filter((element) => element.keys?.length);

// Moves in the pane that has the focus. True: the key was for it.
function moveInPane(lines, key) {
  const rows = placed(lines);
  const at = rows.findIndex((element) => element.classList.contains('current'));
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 20, PageUp: -20 }[key];
  if (step && rows.length) {
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    makeCurrent(lines, rows[next]);
    return true;
  }
  const panes = [...document.querySelectorAll('#panes .lines')];
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (aside) {
    const other = panes[panes.indexOf(lines) + aside];
    const target = other && (other.querySelector('.row.same') ?? placed(other)[0]);
    other?.focus();
    if (target) {
      other.querySelector('.row.current')?.classList.remove('current');
      target.classList.add('current');
      bringIntoSight(target);
    }
    return true;
  }
  if (key === 'Enter' && at >= 0) {
    pin(rows[at]);
    return true;
  }
  return false;
}

function makeLinks() {
  const panes = byId('panes');
  panes.addEventListener('mouseover', (event) => {
    const element = event.target.closest('.row');
    if (element?.keys?.length && !pinned) mark(element.keys[0], false, element);
  });
  panes.addEventListener('mouseleave', () => { if (!pinned) unmark(); });
  panes.addEventListener('click', (event) => {
    if (!event.target.closest('a')) pin(event.target.closest('.row'));
  });
}
