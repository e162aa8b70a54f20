import type { Bridge } from './bridge.ts';
import { browserBridge } from './browser.ts';
import { feishuBridge } from './feishu.ts';
import { unsupportedBridge } from './unsupported.ts';

/** Production outside the chat app is unsupported, never a silent mock. */
export function chooseBridge({ demo, inFeishu }: { demo: boolean; inFeishu: boolean }): Bridge {
  if (inFeishu) return feishuBridge;
  return demo ? browserBridge : unsupportedBridge;
}
