import { expect, it } from 'vitest';
import { ConsultationSchema } from '../../server/contract/policy.ts';
import { consultationBefore } from '../../server/demo/consultation.ts';

it('is on record in the demo as a real one is, so that a region of it can be tried out', () => {
  const record = consultationBefore('2026-11-11');
  expect(ConsultationSchema.parse(record)).toEqual(record);
  expect(record.settledDay < record.publicisedFromDay && record.publicisedFromDay < '2026-11-11').toBe(true);
});
