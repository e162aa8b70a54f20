import { api } from '../api.ts';
import type { JssdkConfig } from '../api.ts';
import { BridgeError } from './bridge.ts';
import type { Bridge, BridgeFault } from './bridge.ts';
import type { FeishuFault, FeishuLocation, FeishuTt } from './feishu-globals.ts';

const USED_APIS = ['getLocation', 'chooseImage', 'getFileSystemManager', 'getSystemInfo'];
const LOCATION_VERSION = {
  getLocation: { version: 2 },
  startLocationUpdate: { version: 2 },
  stopLocationUpdate: { version: 2 },
};
const ERRNO_UNSUPPORTED = 103;
const ERRNO_CANCELLED = new Set([1_300_001, 1_301_001]);
const ERRNO_DENIED = new Set([106, 107, 108, 1_700_001, 1_700_006]);

let configured: Promise<FeishuTt> | undefined;

/** The app inside the Feishu client. */
export const feishuBridge: Bridge = {
  kind: 'feishu',
  locate: async ({ precise }) => readingOf(await getLocation(await ready(), precise)),
  takePhoto: async () => choosePhoto(await ready()),
  device: () => {
    const info = window.tt?.getSystemInfoSync?.();
    return { ...(info?.model ? { model: info.model } : {}), ...(info?.system ? { os: info.system } : {}) };
  },
};

/** Loads the SDK where the client does not inject it; false outside the Feishu client. */
export async function isInsideFeishu(): Promise<boolean> {
  if (window.h5sdk) return true;
  if (!/Lark|Feishu/i.test(navigator.userAgent)) return false;
  const { sdkUrl } = await api.jssdkConfig(signedUrl());
  if (sdkUrl) await loadScript(sdkUrl);
  return window.h5sdk !== undefined;
}

/** Signs in with a code of the Feishu client; needs no JSAPI signature. */
export async function signInWithFeishu(): Promise<boolean> {
  const sdk = window.h5sdk;
  if (!sdk) return false;
  const { appId } = await api.jssdkConfig(signedUrl());
  await new Promise<void>((resolve) => sdk.ready(resolve));
  await api.signInWithCode(await requestCode(window.tt, appId));
  return true;
}

const signedUrl = (): string => location.href.split('#')[0] ?? location.href;

function ready(): Promise<FeishuTt> {
  configured ??= api
    .jssdkConfig(signedUrl())
    .then(configure)
    .catch((error: unknown) => {
      configured = undefined;
      throw error;
    });
  return configured;
}

function configure({ appId, timestamp, nonceStr, signature }: JssdkConfig): Promise<FeishuTt> {
  return new Promise((resolve, reject) => {
    const { h5sdk, tt } = window;
    if (!h5sdk || !tt) return reject(new BridgeError('unsupported'));
    const fail = (): void => reject(new BridgeError('unsupported'));
    h5sdk.error(fail);
    h5sdk.config({ appId, timestamp, nonceStr, signature, jsApiList: USED_APIS, onFail: fail });
    h5sdk.ready(() => {
      tt.setAPIConfig?.({ apiConfig: LOCATION_VERSION });
      resolve(tt);
    });
  });
}

function requestCode(tt: FeishuTt | undefined, appId: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const success = ({ code }: { code: string }): void => resolve(code);
    const fail = (fault: FeishuFault): void => reject(faultOf(fault, 'no_permission'));
    const older = (): void =>
      tt?.requestAuthCode
        ? tt.requestAuthCode({ appId, success, fail })
        : reject(new BridgeError('unsupported'));
    if (!tt?.requestAccess) return older();
    tt.requestAccess({
      appID: appId,
      scopeList: [],
      success,
      fail: (fault) => (fault.errno === ERRNO_UNSUPPORTED ? older() : fail(fault)),
    });
  });
}

function getLocation(tt: FeishuTt, precise: boolean): Promise<FeishuLocation> {
  return new Promise((resolve, reject) => {
    tt.getLocation({
      timeout: 10,
      cacheTimeout: 0,
      accuracy: precise ? 'best' : 'high',
      success: resolve,
      fail: (fault) => reject(faultOf(fault, 'no_fix')),
    });
  });
}

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
      ERRNO_CANCELLED.has(fault.errno ?? 0) ? resolve(undefined) : reject(faultOf(fault, 'no_camera'));
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

function faultOf(fault: FeishuFault, otherwise: BridgeFault): BridgeError {
  return new BridgeError(ERRNO_DENIED.has(fault.errno ?? 0) ? 'no_permission' : otherwise);
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new BridgeError('unsupported')));
    document.head.append(script);
  });
}
