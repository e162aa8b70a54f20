import { h, svg } from './dom.js';

const narrow = matchMedia('(max-width: 759px)').matches;
const size = narrow ? { width: 340, height: 300, pad: 30 } : { width: 560, height: 360, pad: 48 };
const kinds = {
  own_store: { name: '本公司门店', color: '#3370ff' },
  competitor: { name: '竞品店', color: '#f54a45' },
  stay: { name: '停留（圆圈是定位误差）', color: '#ff8800' },
  customer: { name: '客户', color: '#34c724' },
};

/** A ring smaller than this, in pixels of the drawing, gets an enlarged view. */
const smallRing = 20;

/** The labelled sketch map: places with their radius, stays with their accuracy ring, a scale bar. */
export function renderSketch(sketch) {
  if (sketch.items.length === 0) return h('p', { class: 'empty' }, '没有示意图');
  const shown = Object.entries(kinds).filter(([kind]) => sketch.items.some((item) => item.kind === kind));
  const near = itemsNearStay(sketch.items);
  return h(
    'figure',
    { class: 'sketch' },
    h('figcaption', {}, sketch.title),
    drawMap(sketch.items),
    near.length === 0 ? null : [h('p', { class: 'sketch-note' }, '放大停留附近：'), drawMap(near)],
    h(
      'ul',
      { class: 'legend' },
      shown.map(([kind, { name, color }]) => h('li', {}, legendDot(kind, color), name)),
    ),
    h('p', { class: 'sketch-note' }, '示意图，不是真实地图。'),
  );
}

function drawMap(items) {
  const view = fit(items);
  return svg(
    'svg',
    { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': describe(items) },
    svg('rect', { width: size.width, height: size.height, rx: 8, class: 'ground' }),
    items.map((item) => drawRing(item, view)),
    items.map((item) => drawSpot(item, view)),
    placeLabels(items, view),
    drawScale(view),
  );
}

/** What stands around a stay whose ring is too small to see on the whole map. */
function itemsNearStay(items) {
  const stay = items.find((item) => item.kind === 'stay');
  if (stay === undefined || stay.radiusM * fit(items).scale >= smallRing) return [];
  const reachM = Math.max(stay.radiusM * 5, 60);
  return items.filter((item) => Math.hypot(item.xM - stay.xM, item.yM - stay.yM) - item.radiusM <= reachM);
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

const ringOf = (item, view) => Math.max(item.radiusM * view.scale, 10);

const drawRing = (item, view) =>
  svg('circle', {
    cx: view.x(item.xM),
    cy: view.y(item.yM),
    r: ringOf(item, view),
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

/** Labels right of their ring, else left, else above; moved down past the ones already placed. */
function placeLabels(items, view) {
  const placed = [];
  return items.map((item) => {
    const width = [...item.label].reduce((sum, char) => sum + (char.codePointAt(0) < 0x100 ? 7.5 : 13), 0);
    const spot = labelSpot(item, view, width);
    while (placed.some((box) => overlaps(box, spot, width))) spot.y += 18;
    placed.push({ ...spot, width });
    return svg('text', { x: spot.left, y: spot.y, class: 'spot-label' }, item.label);
  });
}

const overlaps = (box, spot, width) =>
  Math.abs(box.y - spot.y) < 18 && spot.left < box.left + box.width && box.left < spot.left + width;

function labelSpot(item, view, width) {
  const [x, y, ring] = [view.x(item.xM), view.y(item.yM), ringOf(item, view)];
  if (x + ring + 6 + width < size.width - 4) return { left: x + ring + 6, y: y + 5 };
  if (x - ring - 6 - width > 4) return { left: x - ring - 6 - width, y: y + 5 };
  return {
    left: Math.min(Math.max(x - width / 2, 4), size.width - 4 - width),
    y: Math.max(y - ring - 6, 16),
  };
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
