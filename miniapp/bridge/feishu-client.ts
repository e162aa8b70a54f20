import { api } from '../api.ts';
import type { JssdkConfig } from '../api.ts';
import { BridgeError } from './bridge.ts';
import { faultOf } from './feishu-faults.ts';
import type { FeishuFault, FeishuTt } from './feishu-globals.ts';

const USED_APIS = [
  'getLocation',
  'startLocationUpdate',
  'stopLocationUpdate',
  'onLocationChange',
  'offLocationChange',
  'onLocationChangeError',
  'chooseImage',
  'getFileSystemManager',
  'getNetworkType',
  'getConnectedWifi',
  'scanCode',
  'openLocation',
  'getSystemInfo',
  'setKeepScreenOn',
];
const LOCATION_VERSION = {
  getLocation: { version: 2 },
  startLocationUpdate: { version: 2 },
  stopLocationUpdate: { version: 2 },
};
const ERRNO_UNSUPPORTED = 103;
/** A client that is ready and never says how the signature went is taken at its word after this. */
const SILENT_CLIENT_MS = 3000;

let configured: Promise<FeishuTt> | undefined;

/** Loads the SDK where the client does not inject it; false outside the Feishu client. */
export async function isInsideFeishu(): Promise<boolean> {
  if (window.h5sdk) return true;
  // Only the chat app may frame our pages: its desktop client, or the sandbox tenant's phone.
  const isFramed = window.parent !== window;
  if (!isFramed && !/Lark|Feishu/i.test(navigator.userAgent)) return false;
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

/** The client's APIs, once it has accepted this page; asked for once, and again after a refusal. */
export function ready(): Promise<FeishuTt> {
  configured ??= api
    .jssdkConfig(signedUrl())
    .then(configure)
    .catch((error: unknown) => {
      configured = undefined;
      throw error;
    });
  return configured;
}

const signedUrl = (): string => location.href.split('#')[0] ?? location.href;

function configure({ appId, timestamp, nonceStr, signature }: JssdkConfig): Promise<FeishuTt> {
  return new Promise((resolve, reject) => {
    const { h5sdk, tt } = window;
    if (!h5sdk || !tt) return reject(new BridgeError('unsupported'));
    const done = (): void => {
      tt.setAPIConfig?.({ apiConfig: LOCATION_VERSION });
      resolve(tt);
    };
    const fail = (fault: FeishuFault): void => reject(faultOf(fault, 'not_ready'));
    h5sdk.error(fail);
    const signed = { appId, timestamp, nonceStr, signature };
    h5sdk.config({ ...signed, jsApiList: USED_APIS, onSuccess: done, onFail: fail });
    h5sdk.ready(() => setTimeout(done, SILENT_CLIENT_MS));
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

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new BridgeError('unsupported')));
    document.head.append(script);
  });
}
