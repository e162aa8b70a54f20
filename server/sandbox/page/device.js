import { isInChina, toGcj02 } from './datum.js';
import { pointAt } from './track-file.js';

const shanghai = { lng: 121.4998, lat: 31.2397 };
const tickMs = 500;
/** How location answers, with the client's own error numbers (feishu.md section 2). */
export const locationModes = {
  on: { label: '允许', errno: 0, errString: '' },
  user_denied: { label: '用户拒绝授权', errno: 107, errString: 'user denied authorization' },
  system_denied: { label: '系统未授权给飞书', errno: 106, errString: 'system permission denied' },
  service_off: { label: '手机定位服务关闭', errno: 1_700_006, errString: 'location service is off' },
  org_denied: { label: '企业管理员停用', errno: 1_700_001, errString: 'location disabled by admin' },
  timeout: { label: '取不到信号', errno: 1_700_003, errString: 'location timeout' },
};
export const cameraModes = {
  on: { label: '正常', errno: 0, errString: '' },
  denied: { label: '相机未授权', errno: 106, errString: 'system permission denied' },
};
export const networks = { wifi: 'Wi-Fi', '4g': '4G', '2g': '2G', none: '没有网络' };
const places = new Map();

/** The fake phone: where it is, what it may do, what it hangs on. One position per person. */
export function createDevice() {
  const listeners = new Set();
  const settings = {
    accuracyM: 12,
    location: 'on',
    camera: 'on',
    network: 'wifi',
    wifi: true,
    reduced: false,
  };
  let person = '';
  let drive = null;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const place = () => places.get(person) ?? shanghai;
  const moveTo = (at) => {
    places.set(person, at);
    changed();
  };
  setInterval(() => {
    if (drive === null || drive.paused) return;
    drive.atS += (tickMs / 1000) * drive.speed;
    const end = drive.track.at(-1).atS;
    if (drive.atS >= end) Object.assign(drive, { atS: end, paused: true });
    moveTo(pointAt(drive.track, drive.atS));
  }, tickMs);
  return {
    settings,
    place,
    moveTo,
    drive: () => drive,
    follow: (track, name) => {
      drive = track === null ? null : { track, name, atS: 0, speed: 10, paused: false };
      if (drive !== null) moveTo(pointAt(track, 0));
      else changed();
    },
    set: (change) => {
      Object.assign(settings, change);
      changed();
    },
    setDrive: (change) => {
      if (drive !== null) Object.assign(drive, change);
      changed();
    },
    become: (openId, firstAt) => {
      person = openId;
      if (!places.has(openId)) places.set(openId, firstAt ?? shanghai);
      changed();
    },
    onChange: (listener) => listeners.add(listener),
    /** What the client would report now: in the mainland always GCJ-02, whatever the caller asks for. */
    read: () => {
      const here = place();
      const inChina = isInChina(here);
      const { lng, lat } = inChina ? toGcj02(here) : here;
      const { accuracyM, reduced } = settings;
      return {
        longitude: lng,
        latitude: lat,
        accuracy: accuracyM * 1.4,
        horizontalAccuracy: accuracyM,
        verticalAccuracy: 0,
        authorizationAccuracy: reduced ? 'reduced' : 'full',
        timestamp: Date.now(),
        type: inChina ? 'gcj02' : 'wgs84',
      };
    },
  };
}
