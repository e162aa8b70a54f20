import { BridgeError } from './bridge.ts';
import type { BridgeFault } from './bridge.ts';
import type { FeishuFault } from './feishu-globals.ts';

/** What the client's error numbers mean (feishu.md section 2); the rest is the caller's own fault word. */
const FAULTS: ReadonlyMap<number, BridgeFault> = new Map([
  [103, 'unsupported'],
  [106, 'system_denied'],
  [107, 'no_permission'],
  [108, 'org_denied'],
  [111, 'too_often'],
  [112, 'in_background'],
  [1_700_001, 'org_denied'],
  [1_700_003, 'no_fix'],
  [1_700_004, 'no_fix'],
  [1_700_006, 'location_off'],
  [333_441, 'not_ready'],
  [333_442, 'not_ready'],
  [333_445, 'not_ready'],
  [333_449, 'org_denied'],
]);
const CANCELLED: ReadonlySet<number> = new Set([1_300_001, 1_301_001]);

export const isCancelled = ({ errno }: FeishuFault): boolean => CANCELLED.has(errno ?? 0);

/** `otherwise` names a failure whose number nobody has documented. */
export const faultOf = ({ errno, errorCode }: FeishuFault, otherwise: BridgeFault): BridgeError =>
  new BridgeError(FAULTS.get(errno ?? errorCode ?? 0) ?? otherwise);
