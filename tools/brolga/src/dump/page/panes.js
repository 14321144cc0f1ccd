// The panes of a compile, side by side: source, bytecode, IR, CLIF, VCode, machine code. Each line is a row that knows what it comes from (`keys`).

let shownCompile = null;

const paneKinds = [
  { name: 'source', title: 'Source', rows: sourceRows, tools: sourceTools },
  { name: 'bytecode', title: 'Bytecode', rows: bytecodeRows },
  { name: 'ssa', title: 'SSA', rows: ssaRows, tools: passTools },
  { name: 'clif', title: 'CLIF', rows: (c) => lineRows(c, c.clif) },
  { name: 'clif-optimised', title: 'CLIF, optimised', rows: (c) => lineRows(c, c.clif_optimised) },
  { name: 'vcode', title: 'VCode', rows: (c) => lineRows(c, c.vcode ?? []) },
  { name: 'code', title: 'Machine code', rows: codeRows },
];

// Panes that are shown, until somebody says otherwise.
const openPanes = new Set(['source', 'bytecode', 'ssa', 'code']);
// By pane: the file or the pass that is shown.
const choice = { source: null, pass: null };

const bytecodeKey = (method, bci) => `b${method}:${bci}`;
const originKey = (origin) => `o${origin}`;
const lineKey = (path, line) => `l${path}:${line}`;

// A row. `keys`: what stands in it comes from.
function row(keys, ...parts) {
  const element = make('div', { class: 'row' }, ...parts);
  element.keys = keys;
  return element;
}

const part = (kind, text) => make('span', { class: kind }, text);

function head(text) {
  const element = row([], part('text', text));
  element.classList.add('head');
  return element;
}

function originRow(compile, line, text, extra = []) {
  const parts = [part('text', text)];
  if (line.origin != null) parts.push(part('place', placeText(compile, line.origin)));
  return row(line.origin == null ? [] : [originKey(line.origin)], ...parts, ...extra);
}

const noteParts = (notes) => (notes ?? []).map((note) => part('note', note));

function lineRows(compile, lines) {
  return lines.map((line) => originRow(compile, line, line.text, noteParts(line.notes)));
}

async function sourceRows(compile) {
  const path = choice.source;
  if (!path) return [head('no source was found: brolga dump --source DIR says where to look')];
  const text = await sourceOf(path);
  return text.split('\n').map((line, at) => {
    const element = row([lineKey(path, at + 1)], part('number', at + 1), part('text', line));
    return element;
  });
}

function sourcePaths(compile) {
  const known = new Set(data.sources);
  const paths = compile.methods.map(sourcePath).filter((path) => path && known.has(path));
  return [...new Set(paths)];
}

function sourceTools(compile) {
  const paths = sourcePaths(compile);
  if (!paths.includes(choice.source)) choice.source = paths[0] ?? null;
  return chooser('file', paths, choice.source, (path) => { choice.source = path; });
}

function bytecodeRows(compile) {
  const rows = [];
  compile.methods.forEach((method, number) => {
    if (number > 0) rows.push(head(method.name));
    for (const instruction of method.bytecode) {
      const parts = [part('number', instruction.bci), part('text', instruction.text)];
      if (instruction.profile) parts.push(part('profile', profileText(instruction.profile)));
      if (instruction.line != null) parts.push(part('place', `line ${instruction.line}`));
      rows.push(row([bytecodeKey(number, instruction.bci)], ...parts));
    }
    for (const handler of method.handlers ?? []) {
      const never = handler.never_caught ? ', never caught' : '';
      rows.push(row([bytecodeKey(number, handler.handler)],
        part('text', `     [${handler.start}, ${handler.end}) -> ${handler.handler} ${handler.catches}${never}`)));
    }
  });
  return rows;
}

const passName = (compile, at) => `${at}: ${at === 0 ? 'as built' : `after ${compile.ssa[at].name}`}`;
const chosenPass = (compile) => Math.min(choice.pass ?? Infinity, compile.ssa.length - 1);

function passTools(compile) {
  const names = compile.ssa.map((_, at) => passName(compile, at));
  return chooser('pass', names, names[chosenPass(compile)], (name) => { choice.pass = names.indexOf(name); });
}

function ssaRows(compile) {
  const pass = compile.ssa[chosenPass(compile)];
  return (pass?.lines ?? []).map((line) => {
    // (The text has its place itself.)
    const element = row(line.origin == null ? [] : [originKey(line.origin)], part('text', line.text));
    const block = /^(block\d+)/.exec(line.text);
    if (block) element.dataset.block = block[1];
    return element;
  });
}

function codeRows(compile) {
  const points = new Set(compile.deopt_points.map((point) => point.offset));
  const rows = [];
  compile.code.forEach((line, at) => {
    if (line.label) rows.push(head(`${line.label}:`));
    const end = compile.code[at + 1]?.offset;
    const notes = (line.notes ?? []).map((note) => note.startsWith('deopt ') && points.has(end)
      ? part('note', make('a', { href: `#c${compile.id}@point-${hex(end)}` }, note))
      : part('note', note));
    const element = originRow(compile, line, `${hex(line.offset)}  ${line.text}`, notes);
    element.dataset.offset = line.offset;
    rows.push(element);
  });
  return rows;
}

// A list to choose from; nothing if there is no choice.
function chooser(label, names, current, choose) {
  if (names.length < 2) return names[0] ? part('dim', names[0]) : null;
  const select = make('select', { 'aria-label': label, onchange: (event) => { choose(event.target.value); showPanes(); } },
    ...names.map((name) => make('option', { value: name, selected: name === current }, name)));
  return select;
}

async function makePane(kind, compile) {
  const tools = kind.tools?.(compile);
  const lines = make('div', { class: 'lines', tabindex: 0, role: 'group', 'aria-label': kind.title });
  lines.append(...await kind.rows(compile));
  lines.pane = kind.name;
  return make('div', { class: 'pane', 'data-pane': kind.name }, make('h3', {}, kind.title, tools), lines);
}

async function showPanes() {
  const compile = shownCompile;
  const kinds = paneKinds.filter((kind) => openPanes.has(kind.name) && (kind.name !== 'source' || sourcePaths(compile).length));
  const panes = await Promise.all(kinds.map((kind) => makePane(kind, compile)));
  if (compile !== shownCompile) return;
  byId('panes').replaceChildren(...panes);
  byId('pane-tools').replaceChildren(...paneKinds.map((kind, at) =>
    make('button', { type: 'button', 'aria-pressed': String(openPanes.has(kind.name)), onclick: () => togglePane(at) },
      `${kind.title} `, make('kbd', {}, at + 1))));
  linkRows(compile);
  const first = compile.methods[0].bytecode.find((instruction) => instruction.line != null);
  const top = first && choice.source === sourcePath(compile.methods[0]) && rowsOf(lineKey(choice.source, first.line))[0];
  if (top) top.parentElement.scrollTop = Math.max(0, top.offsetTop - top.parentElement.offsetTop - 40);
}

function togglePane(at) {
  const { name } = paneKinds[at] ?? {};
  if (!name || !shownCompile) return;
  if (!openPanes.delete(name)) openPanes.add(name);
  showPanes();
}
