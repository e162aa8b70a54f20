import { BridgeError } from './bridge.ts';
import type { Bridge } from './bridge.ts';

const PERMISSION_DENIED = 1;

/** A plain browser; used with the demo tenant only. */
export const browserBridge: Bridge = {
  kind: 'browser',
  locate: ({ precise }) =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords, timestamp }) =>
          resolve({
            capturedAtMs: Math.round(timestamp),
            lng: coords.longitude,
            lat: coords.latitude,
            accuracyM: Math.min(coords.accuracy, 20_000),
            datum: 'wgs84',
            ...(coords.speed === null || coords.speed < 0 ? {} : { speedMps: coords.speed }),
            ...(coords.heading === null || Number.isNaN(coords.heading)
              ? {}
              : { headingDeg: coords.heading }),
          }),
        (fault) => reject(new BridgeError(fault.code === PERMISSION_DENIED ? 'no_permission' : 'no_fix')),
        { enableHighAccuracy: precise, maximumAge: 0, timeout: 10_000 },
      );
    }),
  takePhoto,
  device: () => ({ os: osOf(navigator.userAgent) }),
};

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
