import { expect, it } from 'vitest';
import { chooseBridge } from '../../../miniapp/bridge/choose.ts';

it('uses the chat app inside it, the browser only in the demo, and nothing pretends in production', async () => {
  expect(chooseBridge({ demo: false, inFeishu: true }).kind).toBe('feishu');
  expect(chooseBridge({ demo: true, inFeishu: true }).kind).toBe('feishu');
  expect(chooseBridge({ demo: true, inFeishu: false }).kind).toBe('browser');
  const outside = chooseBridge({ demo: false, inFeishu: false });
  expect(outside.kind).toBe('unsupported');
  await expect(outside.locate({ precise: true })).rejects.toThrow('unsupported');
  await expect(outside.takePhoto()).rejects.toThrow('unsupported');
});
