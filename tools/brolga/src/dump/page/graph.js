// The blocks of the IR as a picture: layers by the longest way from the entry, order in a layer by the middle of the neighbours (Sugiyama), loops by their
// back edges (dashed). A click goes to the block in the SSA pane.

const graphSize = { width: 150, height: 40, across: 26, down: 44, most: 300 };

// Blocks and edges of a pass.
function blocksOf(lines) {
  const blocks = new Map();
  let current = null;
  for (const { text } of lines) {
    const start = /^(block\d+)/.exec(text);
    if (start) {
      current = { name: start[1], instructions: 0, targets: [], last: '' };
      blocks.set(current.name, current);
    } else if (current && text.startsWith('  ')) {
      current.instructions += 1;
      current.last = text.trim();
      const names = /^\s+(jump|branch|switch) /.test(text) ? text.match(/\bblock\d+/g) : /unwind (block\d+)/.exec(text)?.slice(1);
      for (const name of names ?? []) if (!current.targets.includes(name)) current.targets.push(name);
    }
  }
  return blocks;
}

// Order of a depth-first walk, and edges that lead back.
function walk(blocks, entry) {
  const [order, state, back] = [[], new Map(), new Set()];
  const stack = [[entry, 0]];
  state.set(entry, 'open');
  while (stack.length) {
    const top = stack[stack.length - 1];
    const [name, at] = top;
    const target = blocks.get(name).targets[at];
    top[1] += 1;
    if (target == null) {
      state.set(name, 'done');
      order.unshift(name);
      stack.pop();
    } else if (!blocks.has(target)) continue;
    else if (state.get(target) === 'open') back.add(`${name} ${target}`);
    else if (!state.has(target)) {
      state.set(target, 'open');
      stack.push([target, 0]);
    }
  }
  return { order, back };
}

// Immediate dominators (Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm").
function dominators(blocks, order) {
  const place = new Map(order.map((name, at) => [name, at]));
  const before = new Map(order.map((name) => [name, []]));
  for (const name of order) for (const target of blocks.get(name).targets) before.get(target)?.push(name);
  const over = new Map([[order[0], order[0]]]);
  const meet = (one, other) => {
    while (one !== other) {
      if (place.get(one) > place.get(other)) one = over.get(one);
      else other = over.get(other);
    }
    return one;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const name of order.slice(1)) {
      const known = before.get(name).filter((from) => over.has(from));
      const next = known.reduce(meet);
      if (over.get(name) !== next) { over.set(name, next); changed = true; }
    }
  }
  return { over, before };
}

// How many loops each block is in.
function loopDepths(order, back, before) {
  const depths = new Map(order.map((name) => [name, 0]));
  const bodies = new Map();
  for (const edge of back) {
    const [from, header] = edge.split(' ');
    const body = bodies.get(header) ?? new Set([header]);
    const todo = [from];
    while (todo.length) {
      const name = todo.pop();
      if (!body.has(name)) { body.add(name); todo.push(...before.get(name)); }
    }
    bodies.set(header, body);
  }
  for (const body of bodies.values()) for (const name of body) depths.set(name, depths.get(name) + 1);
  return depths;
}

// Layers of blocks and of points that long edges pass; chains: the points of each edge.
function layersOf(blocks, order, back) {
  const rank = new Map(order.map((name) => [name, 0]));
  for (const name of order) {
    for (const target of blocks.get(name).targets) {
      if (rank.has(target) && !back.has(`${name} ${target}`)) rank.set(target, Math.max(rank.get(target), rank.get(name) + 1));
    }
  }
  const layers = [];
  const put = (node, at) => { (layers[at] ??= []).push(node); return node; };
  const nodes = new Map(order.map((name) => [name, put({ name, above: [], below: [] }, rank.get(name))]));
  const chains = [];
  for (const name of order) {
    for (const target of blocks.get(name).targets.filter((one) => nodes.has(one))) {
      const isBack = back.has(`${name} ${target}`);
      const [from, to] = isBack ? [target, name] : [name, target];
      const chain = [nodes.get(from)];
      for (let at = rank.get(from) + 1; at < rank.get(to); at += 1) chain.push(put({ above: [], below: [] }, at));
      if (from !== to) chain.push(nodes.get(to));
      chain.forEach((node, at) => { if (at) { node.above.push(chain[at - 1]); chain[at - 1].below.push(node); } });
      chains.push({ name, target, isBack, nodes: isBack ? chain.reverse() : chain });
    }
  }
  return { layers, chains };
}

function arrange(layers) {
  const { width, height, across, down } = graphSize;
  const number = (layer) => layer.forEach((node, at) => { node.at = at - (layer.length - 1) / 2; });
  layers.forEach(number);
  const middle = (list, node) => (list.length ? list.reduce((sum, other) => sum + other.at, 0) / list.length : node.at);
  for (let round = 0; round < 6; round += 1) {
    const isDown = round % 2 === 0;
    for (const layer of isDown ? layers : [...layers].reverse()) {
      const wanted = new Map(layer.map((node) => [node, middle(isDown ? node.above : node.below, node)]));
      layer.sort((one, other) => wanted.get(one) - wanted.get(other));
      number(layer);
    }
  }
  layers.forEach((layer, rank) => {
    const sizes = layer.map((node) => (node.name ? width : 16) + across);
    let x = -sizes.reduce((sum, size) => sum + size, 0) / 2;
    layer.forEach((node, at) => {
      node.x = x + sizes[at] / 2;
      node.y = rank * (height + down);
      x += sizes[at];
    });
  });
}

const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

function edgePath({ nodes, isBack, name, target }) {
  const { height, width } = graphSize;
  const half = height / 2;
  if (name === target) {
    const { x, y } = nodes[0];
    return `M ${x + width / 2} ${y} c 26 -26 26 26 0 ${half / 2}`;
  }
  const [first, last] = [nodes[0], nodes[nodes.length - 1]];
  const side = isBack ? 14 : 0;
  const points = nodes.map((node) => [node.x + (node.name ? side : 0), node.y]);
  points[0] = [first.x + side, first.y + (isBack ? -half : half)];
  points[points.length - 1] = [last.x + side, last.y + (isBack ? half : -half)];
  return points.slice(1).reduce((path, [x, y], at) => {
    const [fromX, fromY] = points[at];
    const bend = (y - fromY) / 2;
    return `${path} C ${fromX} ${fromY + bend} ${x} ${y - bend} ${x} ${y}`;
  }, `M ${points[0].join(' ')}`);
}

function drawGraph(blocks, choose) {
  const entry = blocks.keys().next().value;
  const { order, back } = walk(blocks, entry);
  const { over, before } = dominators(blocks, order);
  const depths = loopDepths(order, back, before);
  const { layers, chains } = layersOf(blocks, order, back);
  arrange(layers);
  const { width, height } = graphSize;
  const all = layers.flat();
  const left = Math.min(...all.map((node) => node.x)) - width / 2 - 20;
  const right = Math.max(...all.map((node) => node.x)) + width / 2 + 40;
  const bottom = (layers.length - 1) * (height + graphSize.down) + height;
  const edges = chains.map((chain) => svg('path', { class: `edge${chain.isBack ? ' back' : ''}`, d: edgePath(chain), 'marker-end': 'url(#arrow)' }));
  const boxes = all.filter((node) => node.name).map((node) => {
    const block = blocks.get(node.name);
    const depth = depths.get(node.name);
    const leaves = /^deopt/.test(block.last);
    const loops = depth ? `, in ${depth} loop${depth > 1 ? 's' : ''}` : '';
    const over_ = node.name === entry ? '' : `, dominated by ${over.get(node.name)}`;
    const box = svg('g', { class: `block${depth ? ' loop' : ''}`, tabindex: 0, role: 'button', 'data-block': node.name,
      transform: `translate(${node.x} ${node.y})` },
      svg('title', {}, `${node.name}: ${block.instructions} instructions${loops}${over_}\n${block.last}`),
      svg('rect', { x: -width / 2, y: -height / 2, width, height, rx: 4, class: leaves ? 'leaves' : '' }),
      svg('text', { x: -width / 2 + 6, y: -4 }, `${node.name}${depth ? `  ${'↻'.repeat(Math.min(depth, 4))}` : ''}`),
      svg('text', { x: -width / 2 + 6, y: 12 }, block.last.length > 21 ? `${block.last.slice(0, 20)}…` : block.last));
    box.addEventListener('click', () => choose(node.name));
    box.addEventListener('keydown', (event) => { if (event.key === 'Enter') choose(node.name); });
    return box;
  });
  const arrow = svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
    svg('path', { d: 'M 0 0 L 8 4 L 0 8 z', fill: 'currentColor' }));
  return svg('svg', { class: 'graph', viewBox: `${left} ${-height / 2 - 20} ${right - left} ${bottom + 40}`, width: right - left, role: 'img',
    'aria-label': `${order.length} blocks` }, svg('defs', {}, arrow), ...edges, ...boxes);
}

// The picture is drawn when it is asked for.
function makeGraphTools(compile) {
  const place = make('div', { id: 'graph' });
  const show = (pass) => {
    const blocks = blocksOf(pass.lines);
    if (blocks.size > graphSize.most) {
      place.replaceChildren(make('p', {}, `${blocks.size} blocks: too many to draw`));
      return;
    }
    const choose = (name) => {
      choice.pass = compile.ssa.indexOf(pass);
      openPanes.add('ssa');
      showPanes().then(() => {
        const target = document.querySelector(`.pane[data-pane="ssa"] [data-block="${name}"]`);
        if (target) { bringIntoSight(target); target.scrollIntoView({ block: 'nearest' }); }
      });
    };
    place.replaceChildren(drawGraph(blocks, choose));
  };
  const buttons = compile.ssa.map((pass, at) => [pass, at])
    .filter(([, at]) => at === 0 || at === compile.ssa.length - 1)
    .map(([pass, at]) => make('button', { type: 'button', onclick: () => show(pass) }, at === 0 ? 'as built' : 'after all passes'));
  return make('div', {}, make('p', { class: 'tools', id: 'graph-tools' }, ...buttons), place);
}
