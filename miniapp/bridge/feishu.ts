import { BridgeError } from './bridge.ts';
import type { Bridge, BridgeFault, Device, Network, Watcher, Wifi } from './bridge.ts';
import { ready } from './feishu-client.ts';
import { faultOf, isCancelled } from './feishu-faults.ts';
import type { Callbacks, FeishuFault, FeishuLocation, FeishuTt } from './feishu-globals.ts';

let device: Device = {};

/** The app inside the Feishu client. */
export const feishuBridge: Bridge = {
  kind: 'feishu',
  locate: async ({ precise }) => {
    const tt = await readyAndKnown();
    const accuracy = precise ? 'best' : 'high';
    const ask = { timeout: 10, cacheTimeout: 0, accuracy } as const;
    return readingOf(await answer<FeishuLocation>('no_fix', (done) => tt.getLocation({ ...ask, ...done })));
  },
  watch,
  takePhoto: async () => choosePhoto(await ready()),
  device: () => device,
  network: async () => {
    const { getNetworkType } = await ready();
    if (!getNetworkType) return 'unknown';
    const { networkType } = await answer<{ networkType: string }>('no_fix', getNetworkType);
    return networkOf(networkType);
  },
  wifi: async () => {
    const { getConnectedWifi } = await ready();
    if (!getConnectedWifi) return undefined;
    const found = await answer<{ SSID?: string; BSSID?: string }>('no_fix', getConnectedWifi).catch(
      () => ({}),
    );
    return wifiOf(found);
  },
  scanCode: async () => {
    const { scanCode } = await ready();
    if (!scanCode) throw new BridgeError('unsupported');
    const scan = { scanType: ['qrCode'], barCodeInput: false };
    return new Promise((resolve, reject) => {
      scanCode({
        ...scan,
        success: ({ result }) => resolve(result === '' ? undefined : result),
        fail: (fault) => (isCancelled(fault) ? resolve(undefined) : reject(faultOf(fault, 'no_camera'))),
      });
    });
  },
  openMap: async ({ lat: latitude, lng: longitude, datum: type, name }) => {
    const { openLocation } = await ready();
    if (!openLocation) throw new BridgeError('unsupported');
    const place = { latitude, longitude, type, name, scale: 16 };
    await answer('unsupported', (done) => openLocation({ ...place, ...done }));
  },
  keepScreenOn: async (keepScreenOn) => {
    const { setKeepScreenOn } = await ready();
    if (!setKeepScreenOn) return;
    await answer('unsupported', (done) => setKeepScreenOn({ keepScreenOn, ...done })).catch(() => undefined);
  },
};

/** One call of the client as a promise; its failure by the error numbers, else as `otherwise`. */
function answer<T>(otherwise: BridgeFault, call: (done: Callbacks<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call({ success: resolve, fail: (fault) => reject(faultOf(fault, otherwise)) });
  });
}

/** Asks for the phone's model on the side: nobody waits for it, and not knowing it is no fault. */
async function readyAndKnown(): Promise<FeishuTt> {
  const tt = await ready();
  tt.getSystemInfo?.({
    success: ({ model, system }) => {
      device = { ...(model ? { model } : {}), ...(system ? { os: system } : {}) };
    },
  });
  return tt;
}

function watch({ onReading, onFault }: Watcher): () => void {
  let stop: (() => void) | undefined;
  let stopped = false;
  const start = async (): Promise<void> => {
    const tt = await ready();
    const { startLocationUpdate, onLocationChange } = tt;
    if (!startLocationUpdate || !onLocationChange) throw new BridgeError('unsupported');
    if (stopped) return;
    const listen = (found: FeishuLocation): void => {
      if (!stopped && isKnownDatum(found)) onReading(readingOf(found));
    };
    onLocationChange(listen);
    tt.onLocationChangeError?.((fault) => {
      if (!stopped) onFault(faultOf(fault, 'no_fix'));
    });
    stop = () => {
      tt.offLocationChange?.(listen);
      tt.stopLocationUpdate?.({});
    };
    await answer('no_fix', startLocationUpdate);
  };
  start().catch((error: unknown) => {
    if (!stopped) onFault(error instanceof BridgeError ? error : new BridgeError('not_ready'));
  });
  return () => {
    stopped = true;
    stop?.();
  };
}

const isKnownDatum = ({ type }: FeishuLocation): boolean => type === 'wgs84' || type === 'gcj02';

/** Old clients may omit the type; a reading of unknown datum is no reading. iOS reports max(h, v) as `accuracy`. */
function readingOf(found: FeishuLocation) {
  if (found.type !== 'wgs84' && found.type !== 'gcj02') throw new BridgeError('no_fix');
  return {
    capturedAtMs: Math.round(found.timestamp ?? Date.now()),
    lng: found.longitude,
    lat: found.latitude,
    accuracyM: Math.min(Math.max(found.horizontalAccuracy || found.accuracy, 0), 20_000),
    datum: found.type,
  };
}

function choosePhoto(tt: FeishuTt): Promise<Blob | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (fault: FeishuFault): void =>
      isCancelled(fault) ? resolve(undefined) : reject(faultOf(fault, 'no_camera'));
    tt.chooseImage({
      sourceType: ['camera'],
      count: 1,
      sizeType: ['compressed'],
      cameraDevice: 'back',
      isSaveToAlbum: '0',
      fail,
      success: ({ tempFilePaths: [filePath] }) => {
        if (!filePath) return resolve(undefined);
        const success = ({ data }: { data: string }): void => resolve(blobOf(data));
        tt.getFileSystemManager().readFile({ filePath, encoding: 'base64', success, fail });
      },
    });
  });
}

function blobOf(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: 'image/jpeg' });
}

/** The client's words; a computer says `connected`. */
function networkOf(type: string): Network {
  if (type === 'wifi' || type === 'none') return type;
  return /^\dg$/.test(type) ? 'mobile' : 'unknown';
}

/** What phones say in place of an address they may not tell: no access point has it. */
const NO_ADDRESS = ['02:00:00:00:00:00', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff'];

/** An access point without an address names no place. iOS leaves leading zeros out, Windows writes hyphens. */
function wifiOf({ SSID = '', BSSID = '' }: { SSID?: string; BSSID?: string }): Wifi | undefined {
  const bssid = BSSID.toLowerCase()
    .split(/[:-]/)
    .map((part) => part.padStart(2, '0'))
    .join(':');
  const isAddress = /^([\da-f]{2}:){5}[\da-f]{2}$/.test(bssid) && !NO_ADDRESS.includes(bssid);
  return isAddress ? { ssid: SSID, bssid } : undefined;
}
