import { BridgeError } from './bridge.ts';
import type { Bridge } from './bridge.ts';

/** Production outside the chat app: says so instead of pretending. */
export const unsupportedBridge: Bridge = {
  kind: 'unsupported',
  locate: () => Promise.reject(new BridgeError('unsupported')),
  takePhoto: () => Promise.reject(new BridgeError('unsupported')),
  watch: ({ onFault }) => {
    onFault(new BridgeError('unsupported'));
    return () => undefined;
  },
  device: () => ({}),
  network: () => Promise.resolve('unknown'),
  wifi: () => Promise.resolve(undefined),
  scanCode: () => Promise.reject(new BridgeError('unsupported')),
  openMap: () => Promise.reject(new BridgeError('unsupported')),
  keepScreenOn: () => Promise.resolve(),
};
