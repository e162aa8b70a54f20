import { h, svg } from './dom.js';
import { offsetM, shiftBy } from './datum.js';

const size = { width: 640, height: 340 };
const nearest = 60;
/** Pixels per metre. */
const zoom = { first: 0.25, least: 0.004, most: 4, step: 1.25 };
const kinds = {
  own_store: { name: '本公司门店', color: '#3370ff' },
  competitor: { name: '其他品牌门店', color: '#f54a45' },
  customer: { name: '客户', color: '#34c724' },
};

/** A plain map around the phone: places with their radius, and the phone, which can be dragged. */
export function createDeviceMap(device) {
  let places = [];
  let scale = zoom.first;
  let centre = null;
  const root = svg('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`,
    class: 'device-map',
    role: 'application',
    'aria-label': '手机位置地图，方向键移动手机',
    tabindex: '0',
  });
  const node = h(
    'div',
    { class: 'device-map-box' },
    root,
    h(
      'div',
      { class: 'device-zoom' },
      zoomButton('＋', '放大', zoom.step),
      zoomButton('－', '缩小', 1 / zoom.step),
      h('button', { type: 'button', class: 'btn small', title: '回到手机', onclick: () => recentre() }, '◎'),
    ),
    legend(),
  );

  function zoomButton(label, title, factor) {
    return h('button', { type: 'button', class: 'btn small', title, onclick: () => zoomBy(factor) }, label);
  }
  const recentre = () => {
    centre = device.place();
    draw();
  };
  const zoomBy = (factor) => {
    scale = Math.min(Math.max(scale * factor, zoom.least), zoom.most);
    draw();
  };
  const toPixel = (at) => {
    const { xM, yM } = offsetM(centre, at);
    return { x: size.width / 2 + xM * scale, y: size.height / 2 - yM * scale };
  };
  const toPlace = (event) => {
    const box = root.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    const y = ((event.clientY - box.top) / box.height) * size.height;
    return shiftBy(centre, { xM: (x - size.width / 2) / scale, yM: (size.height / 2 - y) / scale });
  };
  const draw = () => {
    const here = device.place();
    centre ??= here;
    const spot = toPixel(here);
    const isOut = spot.x < 0 || spot.y < 0 || spot.x > size.width || spot.y > size.height;
    if (isOut) centre = here;
    const shown = places
      .map((place) => ({ ...place, ...toPixel(place) }))
      .filter(({ x, y }) => x > -200 && y > -200 && x < size.width + 200 && y < size.height + 200)
      .slice(0, nearest);
    root.replaceChildren(
      svg('rect', { width: size.width, height: size.height, class: 'ground' }),
      ...shown.map((place) =>
        svg('circle', {
          cx: place.x,
          cy: place.y,
          r: Math.max(place.radiusM * scale, 4),
          fill: kinds[place.kind].color,
          'fill-opacity': 0.25,
          stroke: kinds[place.kind].color,
        }),
      ),
      ...labelsOf(shown),
      ...drawDrive(),
      drawPhone(toPixel(device.place())),
      drawScale(),
    );
  };
  const drawDrive = () => {
    const track = device.drive()?.track ?? [];
    const every = Math.ceil(track.length / 400) || 1;
    const points = track
      .filter((_one, index) => index % every === 0)
      .map((point) => {
        const { x, y } = toPixel(point);
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      });
    return points.length === 0 ? [] : [svg('polyline', { points: points.join(' '), class: 'device-trail' })];
  };
  const drawPhone = ({ x, y }) =>
    svg(
      'g',
      { class: 'device-pin', transform: `translate(${x} ${y})` },
      svg('circle', { r: Math.max(device.settings.accuracyM * scale, 12), class: 'device-ring' }),
      svg('circle', { r: 7, class: 'device-dot' }),
    );
  const drawScale = () => {
    const metres =
      [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((one) => one * scale > 60) ?? 20_000;
    const [x, y] = [14, size.height - 14];
    return svg(
      'g',
      {},
      svg('path', { d: `M${x} ${y - 5}v5h${metres * scale}v-5`, class: 'scale' }),
      svg('text', { x, y: y - 9, class: 'axis' }, `${metres} 米`),
    );
  };

  let dragging = false;
  root.addEventListener('pointerdown', (event) => {
    dragging = true;
    root.setPointerCapture(event.pointerId);
    device.moveTo(toPlace(event));
  });
  root.addEventListener('pointermove', (event) => {
    if (dragging) device.moveTo(toPlace(event));
  });
  root.addEventListener('pointerup', () => {
    dragging = false;
  });
  root.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? zoom.step : 1 / zoom.step);
    },
    { passive: false },
  );
  root.addEventListener('keydown', (event) => {
    const step = 20 / scale / 2;
    const moves = { ArrowUp: [0, step], ArrowDown: [0, -step], ArrowLeft: [-step, 0], ArrowRight: [step, 0] };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    device.moveTo(shiftBy(device.place(), { xM: move[0], yM: move[1] }));
  });
  return {
    node,
    draw,
    setPlaces: (next) => {
      places = next;
      centre = device.place();
    },
  };
}

/** Labels right of their spot, left out where one stands already. */
function labelsOf(shown) {
  const taken = [];
  return shown.flatMap((place) => {
    const [x, y] = [place.x + 8, place.y + 4];
    if (taken.some((other) => Math.abs(other.y - y) < 15 && Math.abs(other.x - x) < 90)) return [];
    taken.push({ x, y });
    return [svg('text', { x, y, class: 'spot-label' }, place.label)];
  });
}

const legend = () =>
  h(
    'ul',
    { class: 'legend' },
    Object.values(kinds).map(({ name, color }) => {
      const dot = svg(
        'svg',
        { viewBox: '0 0 12 12', class: 'dot' },
        svg('circle', { cx: 6, cy: 6, r: 5, fill: color }),
      );
      return h('li', {}, dot, name);
    }),
  );
