import type { MapPoint } from '../../server/contract/route.ts';
import type { Reading } from '../track/database.ts';

export type Device = { model?: string; os?: string };
export type Network = 'wifi' | 'mobile' | 'none' | 'unknown';
export type Wifi = { ssid: string; bssid: string };
export type MapPlace = MapPoint & { name: string };
export type Watcher = {
  onReading: (reading: Reading) => void;
  /** Readings may go on after it. */
  onFault: (fault: BridgeError) => void;
};

/** What the app needs from the chat app around it. Failures are `BridgeError`s. */
export type Bridge = {
  kind: 'feishu' | 'browser' | 'unsupported';
  /** One fresh reading; precise costs more power and is for check-ins only. */
  locate: (options: { precise: boolean }) => Promise<Reading>;
  /** Readings as they come, in the foreground only; returns how to stop. Costs power: while somebody looks at it. */
  watch: (watcher: Watcher) => () => void;
  /** A new photo from the camera, or nothing when the person gave up. */
  takePhoto: () => Promise<Blob | undefined>;
  /** What is known of the phone so far; empty at first. */
  device: () => Device;
  network: () => Promise<Network>;
  /** The access point the phone hangs on; nothing without one, or when the client does not say. */
  wifi: () => Promise<Wifi | undefined>;
  /** The text of a QR code held before the camera, or nothing when the person gave up. */
  scanCode: () => Promise<string | undefined>;
  /** Shows a place in a map app, from where it leads there. */
  openMap: (place: MapPlace) => Promise<void>;
  /** Never fails: a screen that goes dark is no fault. */
  keepScreenOn: (isOn: boolean) => Promise<void>;
};

/** Each has its own words and its own way out in the texts table. */
export type BridgeFault =
  | 'no_permission'
  | 'system_denied'
  | 'org_denied'
  | 'location_off'
  | 'no_fix'
  | 'too_often'
  | 'in_background'
  | 'no_camera'
  | 'not_ready'
  | 'unsupported';

/** `message` is the fault's word. */
export class BridgeError extends Error {
  readonly fault: BridgeFault;
  constructor(fault: BridgeFault) {
    super(fault);
    this.name = 'BridgeError';
    this.fault = fault;
  }
}
