import { expect, it } from 'vitest';
import { conflict, platformFailed } from '../../server/errors.ts';
import { explainFirstCall } from '../../server/main/first-call.ts';

const explain = (error: unknown) => explainFirstCall(error, 'https://open.feishu.cn');

it('names the variable to correct when Feishu is not there or refuses the app', () => {
  expect(explain(platformFailed('x', -1))).toBe(
    'nothing answers at https://open.feishu.cn (FEISHU_BASE_URL)',
  );
  expect(explain(platformFailed('x', 10_014))).toContain('FEISHU_APP_SECRET');
  expect(explain(platformFailed('x', 99_991_672))).toContain('scope');
  expect(explain(platformFailed('x', 1_390_002))).toContain('no approval definition of this code');
});

it('says the code of any other refusal, and nothing of a bug', () => {
  expect(explain(platformFailed('approval.subscribe', 1_390_001))).toBe(
    'approval.subscribe answered code 1390001',
  );
  expect(explain(conflict('approval_not_set_up'))).toBe(
    'The administrator has not set up this approval in Feishu yet.',
  );
  expect(explain(new Error('张三'))).toBe('unexpected error');
});
