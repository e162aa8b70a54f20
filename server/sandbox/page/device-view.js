import { readTool } from './api.js';
import { createDeviceMap } from './device-map.js';
import { cameraModes, locationModes, networks } from './device.js';
import { h, toast } from './dom.js';
import { readTrack } from './track-file.js';

const speeds = [1, 10, 60, 300];

/** The fake phone's controls: a map to drag it on, a track to drive it along, and what its system allows. */
export function createDeviceView(device) {
  const map = createDeviceMap(device);
  const where = h('p', { class: 'muted device-where' });
  const drive = h('div', { class: 'device-drive' });
  const box = h(
    'div',
    { class: 'device-view' },
    h(
      'p',
      { class: 'sketch-note' },
      '拖动手机，或点地图上的一处；滚轮缩放。应用读到的就是这里的位置（GCJ-02）。',
    ),
    map.node,
    where,
    trackPicker(device),
    drive,
    settingsForm(device),
  );
  const draw = () => {
    const { lng, lat } = device.place();
    where.textContent = `WGS-84 ${lng.toFixed(6)}, ${lat.toFixed(6)} · 误差 ${device.settings.accuracyM} 米`;
    map.draw();
    drive.replaceChildren(...renderDrive(device));
  };
  device.onChange(() => {
    if (box.isConnected) draw();
  });
  return {
    node: box,
    show: async () => {
      const data = await readTool('map');
      if (data !== null) map.setPlaces(data.places);
      draw();
    },
  };
}

function trackPicker(device) {
  const file = h('input', { type: 'file', id: 'track-file', accept: '.gpx,.json,.geojson,.csv' });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    if (chosen === undefined) return;
    try {
      device.follow(readTrack(chosen.name, await chosen.text()), chosen.name);
    } catch (error) {
      toast(error.message, 'error');
    }
    file.value = '';
  });
  return h(
    'div',
    { class: 'row device-track' },
    h('label', { for: 'track-file' }, '按轨迹文件行驶（GPX、GeoJSON、CSV）'),
    file,
  );
}

function renderDrive(device) {
  const drive = device.drive();
  if (drive === null) return [];
  const endS = drive.track.at(-1).atS;
  const clock = (s) => `${Math.floor(s / 60)} 分 ${Math.round(s % 60)} 秒`;
  const button = (label, onclick, pressed) =>
    h(
      'button',
      {
        type: 'button',
        class: 'btn small',
        onclick,
        'aria-pressed': pressed === undefined ? null : String(pressed),
      },
      label,
    );
  return [
    h('p', {}, `${drive.name}：${clock(drive.atS)} / ${clock(endS)}`),
    h('progress', { max: endS, value: drive.atS }),
    h(
      'div',
      { class: 'row start' },
      button(drive.paused ? '继续' : '暂停', () => device.setDrive({ paused: !drive.paused })),
      button('从头', () => device.setDrive({ atS: 0, paused: false })),
      speeds.map((speed) => button(`×${speed}`, () => device.setDrive({ speed }), speed === drive.speed)),
      button('停止', () => device.follow(null)),
    ),
  ];
}

function settingsForm(device) {
  const { settings } = device;
  const select = (name, label, options) => {
    const id = `device-${name}`;
    const list = h(
      'select',
      { id, onchange: (event) => device.set({ [name]: event.target.value }) },
      options.map(([value, text]) => h('option', { value, selected: settings[name] === value }, text)),
    );
    return h('div', { class: 'field-row' }, h('label', { for: id }, label), list);
  };
  const labels = (modes) => Object.entries(modes).map(([value, { label }]) => [value, label]);
  const accuracy = h('input', {
    id: 'device-accuracy',
    type: 'range',
    min: 3,
    max: 1000,
    step: 1,
    value: settings.accuracyM,
    oninput: (event) => device.set({ accuracyM: Number(event.target.value) }),
  });
  return h(
    'div',
    { class: 'device-settings' },
    h('div', { class: 'field-row' }, h('label', { for: 'device-accuracy' }, '定位误差'), accuracy),
    select('location', '定位权限', labels(locationModes)),
    select('camera', '相机', labels(cameraModes)),
    select('network', '网络类型', Object.entries(networks)),
  );
}
