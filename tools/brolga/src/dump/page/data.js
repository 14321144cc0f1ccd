// What the page holds: the index, and packed compiles and sources, which are unpacked when they are looked at.

const began = performance.now();
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId('data').textContent);

// An element with attributes and children; `on...` attributes are listeners.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function escaped(text) {
  return String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
}

const unpacked = new Map();

// The text that is packed in the element with this id.
function unpack(id) {
  if (!unpacked.has(id)) {
    const bytes = Uint8Array.from(atob(byId(id).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    unpacked.set(id, new Response(stream).text());
  }
  return unpacked.get(id);
}

const compileOf = async (id) => JSON.parse(await unpack(`compile-${id}`));
const sourceOf = (path) => unpack(`source-${path}`);
const rowOf = (id) => data.compiles.find((compile) => compile.id === id);

// Method and loop, as they are shown.
function taskName(task) {
  return task.osr_bci == null ? task.method : `${task.method} loop @${task.osr_bci}`;
}

const shortName = (method) => method.split('(')[0];
const milliseconds = (us) => (us == null ? '' : (us / 1000).toFixed(us < 100000 ? 2 : 1));
const hex = (offset) => `0x${offset.toString(16).padStart(4, '0')}`;

// The path below the folder of sources of a method's file.
function sourcePath(method) {
  if (!method.source) return null;
  const parts = shortName(method.name).split('.')[0].split('/');
  parts[parts.length - 1] = method.source;
  return parts.join('/');
}

// `inlined@bci < @bci`, as the text form has it.
function placeText(compile, origin) {
  const chain = compile.origins[origin];
  return chain
    .map(([method, bci], at) => (at === chain.length - 1 ? `@${bci}` : `${shortName(compile.methods[method].name)}@${bci}`))
    .join(' < ');
}

function profileText(profile) {
  if (profile.kind === 'branch') {
    const all = Math.max(1, profile.taken + profile.not_taken);
    return `taken ${profile.taken}, not ${profile.not_taken} (${Math.floor((profile.taken * 100) / all)} %)`;
  }
  if (profile.kind === 'switch') return `cases ${profile.counts.join(' ')}`;
  if (profile.kind === 'classes') {
    const seen = profile.seen.map(([name, count]) => `${name} ${count}`);
    if (profile.others) seen.push(`others ${profile.others}`);
    if (profile.nulls) seen.push(`null ${profile.nulls}`);
    return seen.join(', ') || 'nothing met';
  }
  return 'never ran';
}
