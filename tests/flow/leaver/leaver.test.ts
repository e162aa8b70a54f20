import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { APPROVAL_CODES, buildTenant } from '../../../server/demo/company.ts';
import { drawnApprovals } from '../../../server/feishu/approval-forms.ts';
import { syncOrg } from '../../../server/flow/org/sync-org.ts';
import { findPersonByEmployeeNo } from '../../../server/store/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('a person who leaves', () => {
  let world: World;
  let next = 1035;
  beforeAll(async () => {
    const seed = buildTenant(drawnApprovals());
    const startAt = new Date('2026-11-19T04:00:00Z');
    world = await startWorld({ seed, startAt, approvalCodes: APPROVAL_CODES });
    await syncOrg(world.deps);
    await world.startJobs();
  }, 120_000);
  afterAll(() => world.stop());

  it(
    'loses the session within five seconds of the platform’s event, through the webhook and the queue',
    { retry: 2, timeout: 120_000 },
    async () => {
      // A new try needs somebody who is still here.
      const user = `MQ${(next += 1)}`;
      const visitor = await world.visit(user);
      expect((await visitor.get('/api/v1/me')).status).toBe(200);
      const person = await findPersonByEmployeeNo(user);
      world.sandbox.removeUser(person?.openId ?? '');
      const leftMs = performance.now();
      await vi.waitFor(async () => expect((await visitor.get('/api/v1/me')).status).toBe(401), {
        timeout: 60_000,
        interval: 100,
      });
      expect(performance.now() - leftMs).toBeLessThan(5000);
    },
  );
});
