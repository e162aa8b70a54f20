import type { Reading } from '../track/database.ts';

/** What the app needs from the chat app around it. Failures are `BridgeError`s. */
export type Bridge = {
  kind: 'feishu' | 'browser' | 'unsupported';
  /** One fresh reading; precise costs more power and is for check-ins only. */
  locate: (options: { precise: boolean }) => Promise<Reading>;
  /** A new photo from the camera, or nothing when the person gave up. */
  takePhoto: () => Promise<Blob | undefined>;
  device: () => { model?: string; os?: string };
};

export type BridgeFault = 'no_permission' | 'no_fix' | 'no_camera' | 'unsupported';

/** `message` is the fault's word. */
export class BridgeError extends Error {
  constructor(fault: BridgeFault) {
    super(fault);
    this.name = 'BridgeError';
  }
}
