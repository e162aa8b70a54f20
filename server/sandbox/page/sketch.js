import { h, svg } from './dom.js';

const narrow = matchMedia('(max-width: 759px)').matches;
const size = narrow ? { width: 340, height: 300, pad: 30 } : { width: 560, height: 360, pad: 48 };
const kinds = {
  own_store: { name: '本公司门店', color: '#3370ff' },
  competitor: { name: '竞品店', color: '#f54a45' },
  stay: { name: '停留（圆圈是定位误差）', color: '#ff8800' },
  customer: { name: '客户', color: '#34c724' },
};

/** The labelled sketch map: places with their radius, stays with their accuracy ring, a scale bar. */
export function renderSketch(sketch) {
  if (sketch.items.length === 0) return h('p', { class: 'empty' }, '没有示意图');
  const view = fit(sketch.items);
  const shown = Object.entries(kinds).filter(([kind]) => sketch.items.some((item) => item.kind === kind));
  return h(
    'figure',
    { class: 'sketch' },
    h('figcaption', {}, `${sketch.title}（示意图，不是真实地图）`),
    svg(
      'svg',
      { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': describe(sketch.items) },
      svg('rect', { width: size.width, height: size.height, rx: 8, class: 'ground' }),
      sketch.items.map((item) => drawRing(item, view)),
      sketch.items.map((item) => drawSpot(item, view)),
      placeLabels(sketch.items, view),
      drawScale(view),
    ),
    h(
      'ul',
      { class: 'legend' },
      shown.map(([kind, { name, color }]) => h('li', {}, legendDot(kind, color), name)),
    ),
  );
}

const describe = (items) => items.map((item) => `${kinds[item.kind].name} ${item.label}`).join('；');

function fit(items) {
  const left = Math.min(...items.map((item) => item.xM - item.radiusM));
  const right = Math.max(...items.map((item) => item.xM + item.radiusM));
  const low = Math.min(...items.map((item) => item.yM - item.radiusM));
  const high = Math.max(...items.map((item) => item.yM + item.radiusM));
  const scale = Math.min(
    (size.width - 2 * size.pad) / Math.max(right - left, 1),
    (size.height - 2 * size.pad) / Math.max(high - low, 1),
  );
  const midX = (left + right) / 2;
  const midY = (low + high) / 2;
  return {
    scale,
    x: (metres) => size.width / 2 + (metres - midX) * scale,
    y: (metres) => size.height / 2 - (metres - midY) * scale,
  };
}

const drawRing = (item, view) =>
  svg('circle', {
    cx: view.x(item.xM),
    cy: view.y(item.yM),
    r: Math.max(item.radiusM * view.scale, 8),
    class: `ring ring-${item.kind}`,
  });

function drawSpot(item, view) {
  const [x, y] = [view.x(item.xM), view.y(item.yM)];
  const { color } = kinds[item.kind];
  if (item.kind === 'stay')
    return svg('path', { d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10`, stroke: color, 'stroke-width': 2.5 });
  if (item.kind === 'own_store')
    return svg('rect', { x: x - 6, y: y - 6, width: 12, height: 12, rx: 2, fill: color });
  if (item.kind === 'competitor') return svg('path', { d: `M${x} ${y - 8}l8 14h-16z`, fill: color });
  return svg('circle', { cx: x, cy: y, r: 6, fill: color });
}

/** Labels beside their spot, moved down past the ones already placed. */
function placeLabels(items, view) {
  const placed = [];
  return items.map((item) => {
    const width = [...item.label].length * 13;
    const right = view.x(item.xM) + 12 + width < size.width - 4;
    const x = right ? view.x(item.xM) + 12 : view.x(item.xM) - 12 - width;
    let y = view.y(item.yM) + 5;
    while (placed.some((box) => Math.abs(box.y - y) < 17 && x < box.x + box.width && box.x < x + width))
      y += 17;
    placed.push({ x, y, width });
    return svg('text', { x, y, class: `spot-label label-${item.kind}` }, item.label);
  });
}

function drawScale(view) {
  const metres = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => one * view.scale > 60) ?? 10_000;
  const [x, y] = [16, size.height - 16];
  return svg(
    'g',
    {},
    svg('path', { d: `M${x} ${y - 5}v5h${metres * view.scale}v-5`, class: 'scale' }),
    svg('text', { x, y: y - 9, class: 'axis' }, `${metres} 米`),
  );
}

const legendDot = (kind, color) => {
  const dot = svg('svg', { viewBox: '0 0 20 20', class: 'dot' });
  dot.append(drawSpot({ kind, xM: 10, yM: -10 }, { x: (v) => v, y: (v) => -v }));
  dot.setAttribute('color', color);
  return dot;
};
