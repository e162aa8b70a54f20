import { expect, it } from 'vitest';
import { reasonWords } from '../../../server/contract/texts/case-reason-words.ts';

const codes = {
  delivery: 'Waiting for delivery:',
  'manager:arranged': 'Area manager: I arranged it',
  sampled: '(spot check)',
  unmask_declined: 'not agreed:',
  dwell_inside: 'stay inside the place',
  'clock:verification': 'Verification',
};
const of = (event: string, reason: string, isSystem = false) =>
  reasonWords({ event, isSystem, reason }, codes);

it('leaves what people wrote as it is, also where a word of theirs is spelled like a code', () => {
  const said = 'The delivery slip and the punch agree';
  expect(of('verify', said)).toBe(said);
  expect(of('verify', 'delivery slip checked')).toBe('delivery slip checked');
});

it('says the code that a step of a person begins with, and leaves the rest', () => {
  expect(of('wait', 'delivery the delivery is on its way')).toBe(
    'Waiting for delivery: the delivery is on its way',
  );
  expect(of('note', 'manager:arranged sampled')).toBe('Area manager: I arranged it (spot check)');
  expect(of('end_unmask', 'unmask_declined no delivery yet')).toBe('not agreed: no delivery yet');
});

it('says all codes of the system, and nothing where one has no word', () => {
  expect(of('withdraw', 'dwell_inside some_new_code', true)).toBe('stay inside the place');
  expect(of('recount', 'clock:verification 2026-11-19 → 2026-11-20', true)).toBe(
    'Verification 2026-11-19 → 2026-11-20',
  );
});
