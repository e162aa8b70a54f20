import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { relay } from '../../../server/flow/relay.ts';
import { useDatabase } from '../../support/db.ts';
import { repeat } from '../../support/runs.ts';
import { createCompany, giveShift } from '../company.ts';
import { brokenAtRest, brokenIn } from './ask-rules.ts';
import { ACTS, perform, tidy, type Act } from './random-asks.ts';

useDatabase();

const USUAL: readonly Act['name'][] = [
  'declare',
  'ask',
  'approve',
  'approve',
  'approve',
  'reject',
  'tidy',
  'pass',
];
const pick = fc.nat(41);
const usual = fc.record({ name: fc.constantFrom(...USUAL), pick });
const any = fc.record({ name: fc.constantFrom(...ACTS), pick });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(usual) },
  { weight: 5, arbitrary: fc.tuple(any) },
  { weight: 1, arbitrary: fc.tuple(any, any) },
);

it(
  'asks: whatever people do with side jobs and flexible shifts, who may answer answers, and the chat shows what is',
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 40 }), async (steps) => {
        const company = await createCompany();
        for (const day of ['2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25'])
          await giveShift('zhang', day);
        for (const doing of steps) {
          await Promise.all(doing.map((act) => perform(company, act)));
          expect(await brokenIn()).toEqual([]);
        }
        for (const _ of [1, 2, 3]) {
          company.setNow(new Date(+company.deps.now() + 16 * 60_000));
          await tidy(company);
        }
        const told = company.recording.messages.length;
        await relay(company.deps);
        expect(company.recording.messages).toHaveLength(told);
        expect(await brokenAtRest(company)).toEqual([]);
      }),
      repeat(10),
    );
  },
);
