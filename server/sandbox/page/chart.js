import { h, svg } from './dom.js';

const palette = ['#3370ff', '#34c724', '#ff8800', '#7f3bf5', '#14c0ff', '#f54a45'];
const narrow = matchMedia('(max-width: 759px)').matches;
const box = { width: narrow ? 300 : 480, height: 220, left: 44, right: 12, top: 12, bottom: 30 };

/** Bars or lines of a VChart spec, simply drawn; other kinds become a table. */
export function renderChart(spec) {
  const rows = valuesOf(spec);
  const sideways = spec.direction === 'horizontal';
  const x = first(sideways ? spec.yField : spec.xField) ?? spec.categoryField;
  const y = first(sideways ? spec.xField : spec.yField) ?? spec.valueField;
  const title = spec.title?.text ?? '图表';
  const numbers = rows.map((row) => Number(row[y]));
  if (rows.length === 0 || !numbers.every(Number.isFinite))
    return h('p', { class: 'muted' }, `${title}：没有数据`);
  const series = group(rows, spec.seriesField, { x, y });
  const names = [...new Set(rows.map((row) => String(row[x])))];
  const lines = ['line', 'area', 'scatter'].includes(spec.type);
  return h(
    'figure',
    { class: 'chart' },
    spec.title?.text === undefined ? null : h('figcaption', {}, spec.title.text),
    draw({ series, names, lines, title, max: Math.max(...numbers, 0), min: Math.min(...numbers, 0) }),
    series.length > 1 ? legend(series) : null,
  );
}

const first = (field) => (Array.isArray(field) ? field[0] : field);

function valuesOf(spec) {
  const data = Array.isArray(spec.data) ? spec.data[0] : spec.data;
  const rows = Array.isArray(data?.values) ? data.values : [];
  return rows.filter((row) => typeof row === 'object' && row !== null);
}

function group(rows, field, { x, y }) {
  const names = field === undefined ? [''] : [...new Set(rows.map((row) => String(row[field])))];
  return names.map((name, index) => ({
    name,
    color: palette[index % palette.length],
    points: new Map(
      rows
        .filter((row) => field === undefined || String(row[field]) === name)
        .map((row) => [String(row[x]), Number(row[y])]),
    ),
  }));
}

function draw({ series, names, lines, title, max, min }) {
  const span = max - min || 1;
  const innerWidth = box.width - box.left - box.right;
  const innerHeight = box.height - box.top - box.bottom;
  const yOf = (value) => box.top + innerHeight * (1 - (value - min) / span);
  const slot = innerWidth / names.length;
  const xOf = (index) => box.left + slot * (index + 0.5);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => min + span * part);
  const every = Math.ceil(names.length / (box.width / 60));
  return svg(
    'svg',
    { viewBox: `0 0 ${box.width} ${box.height}`, role: 'img', 'aria-label': title },
    grid.flatMap((value) => [
      svg('line', { x1: box.left, x2: box.width - box.right, y1: yOf(value), y2: yOf(value), class: 'grid' }),
      svg(
        'text',
        { x: box.left - 6, y: yOf(value) + 4, class: 'axis end' },
        String(Math.round(value * 10) / 10),
      ),
    ]),
    names.map((name, index) =>
      index % every === 0
        ? svg('text', { x: xOf(index), y: box.height - 10, class: 'axis mid' }, short(name))
        : null,
    ),
    series.flatMap((one, place) =>
      lines
        ? drawLine(one, names, { xOf, yOf })
        : drawBars(one, names, { xOf, yOf, slot, place, count: series.length }),
    ),
  );
}

const short = (name) => (name.length > 6 ? `${name.slice(0, 5)}…` : name);

function drawLine(one, names, { xOf, yOf }) {
  const spots = names.flatMap((name, index) =>
    one.points.has(name) ? [[xOf(index), yOf(one.points.get(name))]] : [],
  );
  return [
    svg('polyline', {
      points: spots.map((spot) => spot.join(',')).join(' '),
      fill: 'none',
      stroke: one.color,
      'stroke-width': 2,
    }),
    ...spots.map(([cx, cy]) => svg('circle', { cx, cy, r: 3, fill: one.color })),
  ];
}

function drawBars(one, names, { xOf, yOf, slot, place, count }) {
  const width = Math.min((slot * 0.7) / count, 36);
  return names.flatMap((name, index) => {
    const value = one.points.get(name);
    if (value === undefined) return [];
    const top = Math.min(yOf(value), yOf(0));
    const x = xOf(index) + (place - count / 2) * width;
    const bar = svg('rect', {
      x,
      y: top,
      width: width - 2,
      height: Math.max(Math.abs(yOf(0) - yOf(value)), 1),
      rx: 2,
      fill: one.color,
    });
    bar.append(svg('title', {}, `${name} ${one.name} ${value}`));
    return [bar];
  });
}

const legend = (series) =>
  h(
    'ul',
    { class: 'legend' },
    series.map((one) =>
      h(
        'li',
        {},
        svg(
          'svg',
          { viewBox: '0 0 10 10', class: 'dot' },
          svg('circle', { cx: 5, cy: 5, r: 5, fill: one.color }),
        ),
        one.name,
      ),
    ),
  );
