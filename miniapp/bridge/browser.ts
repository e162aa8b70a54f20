import { BridgeError } from './bridge.ts';
import type { Bridge } from './bridge.ts';
import type { Reading } from '../track/database.ts';

const PERMISSION_DENIED = 1;

/** A plain browser; used with the demo tenant only. */
export const browserBridge: Bridge = {
  kind: 'browser',
  locate: ({ precise }) =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(
        (found) => resolve(readingOf(found)),
        (fault) => reject(faultOf(fault)),
        { enableHighAccuracy: precise, maximumAge: 0, timeout: 10_000 },
      );
    }),
  watch: ({ onReading, onFault }) => {
    const id = navigator.geolocation.watchPosition(
      (found) => onReading(readingOf(found)),
      (fault) => onFault(faultOf(fault)),
      { enableHighAccuracy: true, maximumAge: 0 },
    );
    return () => navigator.geolocation.clearWatch(id);
  },
  takePhoto,
  device: () => ({ os: osOf(navigator.userAgent) }),
  network: () => Promise.resolve(navigator.onLine ? 'unknown' : 'none'),
  wifi: () => Promise.resolve(undefined),
  // A plain browser has no scanner of its own: the code's digits are typed.
  scanCode: () => Promise.reject(new BridgeError('unsupported')),
  // A browser knows no map app for sure: the place is given out as text.
  openMap: () => Promise.reject(new BridgeError('unsupported')),
  keepScreenOn,
};

let awake: WakeLockSentinel | undefined;

async function keepScreenOn(isOn: boolean): Promise<void> {
  await awake?.release().catch(() => undefined);
  // Older browsers have no wake lock, and none gives one to a hidden page.
  awake =
    isOn && 'wakeLock' in navigator ? await navigator.wakeLock.request().catch(() => undefined) : undefined;
}

function readingOf({ coords, timestamp }: GeolocationPosition): Reading {
  return {
    capturedAtMs: Math.round(timestamp),
    lng: coords.longitude,
    lat: coords.latitude,
    accuracyM: Math.min(coords.accuracy, 20_000),
    datum: 'wgs84',
    ...(coords.speed === null || coords.speed < 0 ? {} : { speedMps: coords.speed }),
    ...(coords.heading === null || Number.isNaN(coords.heading) ? {} : { headingDeg: coords.heading }),
  };
}

const faultOf = ({ code }: GeolocationPositionError): BridgeError =>
  new BridgeError(code === PERMISSION_DENIED ? 'no_permission' : 'no_fix');

function takePhoto(): Promise<Blob | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.capture = 'environment';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

function osOf(userAgent: string): string {
  const found = /Android [\d.]+|iPhone OS [\d_]+|Windows NT [\d.]+|Mac OS X [\d_.]+|Linux/.exec(userAgent);
  return found ? found[0].slice(0, 40) : 'unknown';
}
