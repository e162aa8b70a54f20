import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { listCases, type CaseRecord } from '../../../server/store/cases.ts';
import { useDatabase } from '../../support/db.ts';
import { repeat } from '../../support/runs.ts';
import { createCompany, dwell, giveShift } from '../company.ts';
import { brokenAtRest, brokenByMove, brokenIn } from './broken-rules.ts';
import { ACTS, nextAct, PEOPLE, perform, tidy, USUAL, type Act } from './random-acts.ts';

/** Mostly by who usually does it, else by anybody. */
const oneAct = fc
  .record({
    name: fc.constantFrom(...ACTS),
    other: fc.option(fc.constantFrom(...PEOPLE), { freq: 1 }),
    pick: fc.nat(11),
  })
  .map(({ name, other, pick }): Act => ({ name, who: other ?? USUAL[name] ?? 'li', pick }));
/** The next step of the procedure, or anything, or two things at once. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant([] as const) },
  { weight: 4, arbitrary: fc.tuple(oneAct) },
  { weight: 1, arbitrary: fc.tuple(oneAct, oneAct) },
);

describe('whatever people do with a case, in any order and at once', { timeout: 3_600_000 }, () => {
  useDatabase();

  it('walks: no rule of the procedure is broken, and the chat shows what is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
        const company = await createCompany();
        await giveShift('zhang');
        await dwell('zhang', { from: '10:00', to: '11:20' });
        await detectPerson(company.deps, 'zhang');
        await relay(company.deps);
        let before = await firstCase();
        const scene = { company, caseId: before.id, alertId: before.alertId };
        for (const asked of steps) {
          const doing = asked.length === 0 ? [nextAct(before, company.deps.now())] : asked;
          await Promise.all(doing.map((act) => perform(scene, act)));
          const now = await firstCase();
          expect([...brokenByMove(before, now), ...brokenIn(now)]).toEqual([]);
          before = now;
        }
        await tidy(company);
        await tidy(company);
        const told = company.recording.messages.length;
        await relay(company.deps);
        expect(company.recording.messages).toHaveLength(told);
        expect(await brokenAtRest(company)).toEqual([]);
      }),
      repeat(4),
    );
  });
});

async function firstCase(): Promise<CaseRecord> {
  const record = (await listCases({ limit: 5 })).at(-1);
  if (!record) throw new Error('no case');
  return record;
}
