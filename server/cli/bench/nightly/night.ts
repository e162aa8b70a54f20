import { instantOf } from '../../../domain/time.ts';
import { createFeishu } from '../../../feishu/index.ts';
import type { Deps } from '../../../flow/deps.ts';
import { TIME_ZONE } from '../detectors/scene.ts';

/** Nobody answers there: at night nothing is sent, alerts wait for the morning. */
const NOBODY = 'http://127.0.0.1:9';

/** The flows at 02:30 of `day`. */
export function nightDeps(day: string): Deps {
  const at = instantOf(day, '02:30', TIME_ZONE);
  const feishu = createFeishu({
    appId: 'cli_0123456789abcdef',
    appSecret: 'bench',
    baseUrl: NOBODY,
    accountsUrl: NOBODY,
    logger: { info: () => undefined, warn: () => undefined },
  });
  return {
    feishu,
    now: () => at,
    enqueue: () => Promise.resolve(),
    publicUrl: NOBODY,
    approvalCodes: { decision: 'D', declaration: 'D', unmask: 'D', threshold: 'D' },
    secretKey: 'k'.repeat(32),
    settleMs: 0,
  };
}
