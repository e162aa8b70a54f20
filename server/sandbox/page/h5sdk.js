/**
 * What the chat app's client gives to a page inside it: `window.h5sdk` and `window.tt`, answered by the phone around the frame. Outside
 * the phone it defines nothing, so that the page knows it is in a plain browser. Shapes and error numbers follow feishu.md section 2.
 */
(() => {
  if (window.parent === window || window.h5sdk !== undefined) return;
  const home = new URL(document.currentScript.src).origin;
  const visit = crypto.randomUUID();
  const waiting = new Map();
  const readyCallbacks = [];
  const errorCallbacks = [];
  let isReady = false;
  let nextId = 1;

  const ask = (api, options, answer) => {
    const id = nextId++;
    waiting.set(id, answer);
    const plain = JSON.parse(JSON.stringify(options ?? {}));
    window.parent.postMessage({ jsapi: api, id, visit, page: location.href, options: plain }, home);
  };
  const call =
    (api) =>
    (options = {}) =>
      ask(api, options, ({ reply, fault }) => {
        const result =
          fault === undefined
            ? { errMsg: `${api}:ok`, ...reply }
            : { errMsg: `${api}:fail ${fault.errString}`, ...fault };
        if (fault === undefined) options.success?.(result);
        else options.fail?.(result);
        options.complete?.(result);
      });

  const listeners = { location: new Set(), locationError: new Set() };
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== home || data?.visit !== visit) return;
    if (data.event !== undefined) {
      for (const listener of listeners[data.event] ?? []) listener(data.payload);
      return;
    }
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    answer?.(data);
  });

  window.h5sdk = {
    config: ({ appId, timestamp, nonceStr, signature, jsApiList, onSuccess, onFail }) =>
      ask('config', { appId, timestamp, nonceStr, signature, jsApiList }, ({ fault }) => {
        if (fault === undefined) onSuccess?.({ errMsg: 'config:ok' });
        else {
          onFail?.(fault);
          for (const failed of errorCallbacks) failed(fault);
        }
      }),
    ready: (done) => (isReady ? done() : readyCallbacks.push(done)),
    error: (failed) => errorCallbacks.push(failed),
  };
  const apis = [
    'requestAccess',
    'requestAuthCode',
    'setAPIConfig',
    'getLocation',
    'getLocationStatus',
    'startLocationUpdate',
    'stopLocationUpdate',
    'chooseImage',
    'getNetworkType',
    'getConnectedWifi',
    'getSystemInfo',
    'setKeepScreenOn',
  ];
  const readFile = call('readFile');
  window.tt = {
    ...Object.fromEntries(apis.map((api) => [api, call(api)])),
    onLocationChange: (listener) => listeners.location.add(listener),
    offLocationChange: (listener) =>
      listener === undefined ? listeners.location.clear() : listeners.location.delete(listener),
    onLocationChangeError: (listener) => listeners.locationError.add(listener),
    getFileSystemManager: () => ({ readFile }),
  };
  ask('hello', {}, () => {
    isReady = true;
    for (const done of readyCallbacks.splice(0)) done();
  });
})();
