// What happened to compiled code while the program ran, in order: code left, code ended, collections of garbage; and methods that were refused.

const mostLogged = 5000;

// How often a compile was left, by offset.
function countsOf(id) {
  const counts = new Map();
  if (data.end) {
    for (const row of data.end.deopts) if (row.compile === id) counts.set(row.offset, row.count);
  } else {
    for (const row of data.log) if (row.record === 'deopt' && row.compile === id) counts.set(row.offset, row.count);
  }
  return counts;
}

function logRow(entry) {
  const compile = entry.compile == null ? null : rowOf(entry.compile);
  const link = compile && make('a', { href: `#c${compile.id}` }, `${compile.id} ${taskName(compile)}`);
  const what = {
    deopt: () => ['left', link, make('a', { href: `#c${entry.compile}@point-${hex(entry.offset)}` }, hex(entry.offset)),
      `${entry.reason}; goes on at ${entry.method}@${entry.bci}: ${entry.action} (no. ${entry.count})`],
    invalidate: () => ['ended', link, '', entry.reason],
    gc: () => ['collection', '', '', `${entry.kind}, ${milliseconds(entry.pause_us)} ms`],
  }[entry.record]();
  return make('tr', {}, make('td', { class: 'number' }, milliseconds(entry.time_us)), ...cells(...what));
}

// `only`: entries of one compile.
function showLog(only) {
  const entries = data.log.filter((entry) => only == null || entry.compile === only);
  const shown = entries.slice(0, mostLogged);
  const title = only == null ? 'Log' : `Log of compile ${only}`;
  const parts = [make('h2', {}, title)];
  if (only != null) parts.push(make('p', {}, make('a', { href: '#log' }, 'the whole log')));
  parts.push(make('p', { class: 'dim' }, `${entries.length} entries${entries.length > shown.length ? `, the first ${shown.length} are shown` : ''}; `
    + 'of each point the first ten deopts are logged, the index has the counts'));
  parts.push(table(['at ms', 'what', 'compile', 'code', 'why'], shown.map(logRow)));
  if (only == null && data.refused.length) {
    parts.push(make('h2', {}, 'Refused'), table(['at ms', 'method', 'why'], data.refused.map((entry) =>
      make('tr', {}, ...cells(milliseconds(entry.time_us), taskName(entry), entry.reason)))));
  }
  byId('log').replaceChildren(...parts);
}
