// Below the panes: inlining tree, deopt points, stack maps, traps, phases.

// A link to the machine code in front of an offset: the call that returns there.
const codeLink = (compile, offset) => make('a', { href: `#c${compile.id}@${hex(offset)}` }, hex(offset));

function section(title, ...content) {
  return make('details', { open: true }, make('summary', {}, make('b', {}, title)), ...content);
}

function table(heads, rows) {
  return make('table', { class: 'facts' },
    make('thead', {}, make('tr', {}, ...heads.map((title) => make('th', { scope: 'col' }, title)))),
    make('tbody', {}, ...rows));
}

const cells = (...contents) => contents.map((content) => make('td', {}, content ?? ''));

// Calls in an inlined method stand below the call that it is inlined for.
function inliningTree(compile) {
  const root = make('ul', { class: 'tree', id: 'inlining' });
  const open = [root];
  for (const call of compile.calls) {
    const chain = compile.origins[call.origin];
    const depth = Math.min(chain.length, open.length);
    open.length = depth;
    const link = make('a', { href: `#c${compile.id}@origin-${call.origin}` }, `@${chain[0][1]}`);
    const item = make('li', {}, make('span', { class: call.is_inlined ? 'yes' : 'no' }), link, ` ${call.callee}: `,
      make('b', {}, call.reason));
    open[depth - 1].append(item);
    if (call.is_inlined) {
      const below = make('ul', { class: 'tree' });
      item.append(below);
      open.push(below);
    }
  }
  return root;
}

function frameText(compile, frame) {
  const lists = [['locals', frame.locals], ['stack', frame.stack], ['locks', frame.locks]];
  const slots = lists.filter(([, list]) => list.length).map(([title, list]) => `${title} [${list.join(' ')}]`);
  return [`${frame.is_after ? 'after' : 'before'} ${compile.methods[frame.method].name}@${frame.bci}`, ...slots].join(', ');
}

function deoptPoints(compile) {
  const counts = countsOf(compile.id);
  return table(['code', 'reason', 'place', 'left', 'frames'], compile.deopt_points.map((point) => {
    const count = counts.get(point.offset) ?? 0;
    return make('tr', { id: `point-${hex(point.offset)}` }, ...cells(
      codeLink(compile, point.offset), point.reason, placeText(compile, point.origin),
      count ? make('a', { href: `#log-${compile.id}` }, count === 1 ? 'once' : `${count} times`) : '',
      make('div', {}, ...point.frames.map((frame) => make('div', {}, frameText(compile, frame))))));
  }));
}

function stackMaps(compile) {
  return table(['code', 'place', 'references', 'handler'], compile.stack_maps.map((map) => make('tr', {}, ...cells(
    codeLink(compile, map.offset), placeText(compile, map.origin),
    map.references.map((slot) => `rsp+0x${slot.toString(16)}`).join(' ') || 'none',
    map.handler == null ? '' : codeLink(compile, map.handler)))));
}

function traps(compile) {
  return table(['code', 'exception', 'place'], compile.traps.map((trap) => make('tr', {}, ...cells(
    codeLink(compile, trap.offset), trap.exception, placeText(compile, trap.origin)))));
}

function factsOf(compile) {
  const facts = [`compile ${compile.id}, number ${compile.number} of it`, `tier ${compile.tier}`];
  if (compile.address) facts.push(`code at ${compile.address}`);
  if (compile.trigger) facts.push(`asked for by ${compile.trigger}`);
  const { times } = compile;
  if (times) {
    const phases = times.phases.map((phase) => `${phase.name} ${milliseconds(phase.us)}`).join(', ');
    facts.push(`at ${milliseconds(times.start_us)} ms`);
    if (times.waited_us != null) facts.push(`waited ${milliseconds(times.waited_us)} ms`);
    facts.push(`took ${milliseconds(times.duration_us)} ms (${phases})`);
  }
  facts.push(`${compile.bytecode_bytes} bytes of bytecode, ${compile.code_bytes} of code, ${compile.frame_bytes} of frame`);
  facts.push(`IR ${compile.built_instructions} instructions as built, ${compile.optimised_instructions} after all passes`);
  const ended = rowOf(compile.id)?.ended;
  if (ended) facts.push(`not entered any more: ${ended}`);
  return facts.join(' · ');
}

function showTables(compile) {
  const parts = [];
  if (compile.calls.length) parts.push(section('Calls and inlining', inliningTree(compile)));
  if (compile.deopt_points.length) parts.push(section('Deopt points', deoptPoints(compile)));
  if (compile.stack_maps.length) parts.push(section('Stack maps', stackMaps(compile)));
  if (compile.traps.length) parts.push(section('Traps', traps(compile)));
  parts.push(section('Graph of the blocks', makeGraphTools(compile)), section('Difference', makeDiffTools(compile)));
  byId('tables').replaceChildren(...parts);
}
