import { post } from './api.js';
import { takePicture } from './camera.js';
import { cameraModes, locationModes } from './device.js';

/** A client takes a moment for everything. */
const answerMs = 120;
const updateMs = 1000;
/** Usable before `h5sdk.config`: the sign-in, and what only sets the page up. */
const open = new Set(['hello', 'config', 'requestAccess', 'requestAuthCode', 'setAPIConfig', 'readFile']);
const codes = { unsupported: 103, badParam: 104, notListed: 333_445 };
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const refused = ({ errno, errString }) => ({ fault: { errno, errString } });

/** Plays the chat app's client for the page in the phone's frame. */
export function createPhoneClient({ frame, device, screen, appOrigin }) {
  const visits = new Map();
  const files = new Map();
  let updates = null;

  const say = (visit, message) =>
    frame.contentWindow?.postMessage({ visit, ...message }, appOrigin() || location.origin);
  const stopUpdates = () => {
    clearInterval(updates?.timer);
    updates = null;
  };
  const locationFault = () => locationModes[device.settings.location];
  const apis = {
    hello: () => {
      stopUpdates();
      screen.setAwake(false);
      return {};
    },
    config: async ({ options, page, visit }) => {
      const { jsApiList = [], ...signed } = options;
      const checked = await post('jsapi/config', { ...signed, url: page });
      const errorCode = checked?.errorCode ?? codes.badParam;
      if (errorCode !== 0)
        return { fault: { errno: errorCode, errorCode, errString: `config:${errorCode}` } };
      visits.set(visit, new Set(jsApiList));
      return {};
    },
    requestAccess: ({ options }) => grant(options.appID, options.state),
    requestAuthCode: ({ options }) => grant(options.appId),
    setAPIConfig: () => ({}),
    getLocation: async ({ options }) => {
      const fault = locationFault();
      if (device.settings.location === 'timeout') await wait(Math.min(options.timeout ?? 5, 10) * 1000);
      return fault.errno === 0 ? { reply: device.read() } : refused(fault);
    },
    getLocationStatus: () => ({ reply: { isEnabled: device.settings.location !== 'service_off' } }),
    startLocationUpdate: ({ visit }) => {
      const fault = locationFault();
      if (fault.errno !== 0) return refused(fault);
      stopUpdates();
      const timer = setInterval(() => tick(visit), updateMs);
      updates = { timer };
      return {};
    },
    stopLocationUpdate: () => {
      stopUpdates();
      return {};
    },
    chooseImage: async ({ options }) => {
      const mode = cameraModes[device.settings.camera];
      if (mode.errno !== 0) return refused(mode);
      const blob = await takePicture(screen.box, device.place(), options);
      if (blob === null) return refused({ errno: 1_300_001, errString: 'user cancelled' });
      const path = `ttfile://temp/${crypto.randomUUID()}.jpg`;
      files.set(path, blob);
      return { reply: { tempFilePaths: [path], tempFiles: [{ path, size: blob.size }] } };
    },
    readFile: async ({ options }) => {
      const blob = files.get(options.filePath);
      if (blob === undefined) return refused({ errno: codes.badParam, errString: 'no such file' });
      return { reply: { data: await base64Of(blob) } };
    },
    getNetworkType: () => ({ reply: { networkType: device.settings.network } }),
    getConnectedWifi: () => {
      const fault = locationFault();
      if (fault.errno !== 0 && device.settings.location !== 'timeout') return refused(fault);
      if (device.settings.network !== 'wifi') return refused({ errno: codes.badParam, errString: 'no wifi' });
      return {
        reply: { SSID: 'Store-WiFi', BSSID: '02:00:5e:10:00:01', secure: true, signalStrength: 80 },
      };
    },
    getSystemInfo: () => ({
      reply: {
        brand: 'Redmi',
        model: 'Redmi 12C',
        platform: 'android',
        system: 'Android 13',
        version: '7.36.5',
        SDKVersion: '1.5.48',
        language: 'zh-CN',
      },
    }),
    setKeepScreenOn: ({ options }) => {
      screen.setAwake(options.keepScreenOn === true);
      return {};
    },
  };

  function tick(visit) {
    const fault = locationFault();
    // Positioning pauses in the background and goes on in the foreground.
    if (document.hidden) return;
    if (fault.errno === 0) say(visit, { event: 'location', payload: device.read() });
    else say(visit, { event: 'locationError', payload: { errno: fault.errno, errString: fault.errString } });
  }

  async function grant(appId, state) {
    const granted = await post('jsapi/code', { appId });
    if (typeof granted?.code !== 'string') return refused({ errno: codes.badParam, errString: 'bad appId' });
    return { reply: { code: granted.code, ...(state === undefined ? {} : { state }) } };
  }

  const respond = async (data) => {
    const startedMs = performance.now();
    const api = Object.hasOwn(apis, data.jsapi) ? apis[data.jsapi] : null;
    const isListed = open.has(data.jsapi) || visits.get(data.visit)?.has(data.jsapi) === true;
    const answer =
      api === null
        ? refused({ errno: codes.unsupported, errString: 'not supported' })
        : isListed
          ? await wait(answerMs).then(() => api(data))
          : refused({ errno: codes.notListed, errString: 'not in jsApiList' });
    say(data.visit, { id: data.id, ...answer });
    const outcome = answer.fault?.errno ?? 0;
    const tookMs = performance.now() - startedMs;
    if (data.jsapi !== 'hello')
      await post('jsapi/log', { api: data.jsapi, outcome, tookMs }, { quiet: true });
  };
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source === frame.contentWindow && origin === appOrigin() && typeof data?.jsapi === 'string')
      void respond(data);
  });
}

function base64Of(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.split(',')[1] ?? ''));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
