import { expect, it } from 'vitest';
import { counted } from '../../../server/contract/texts/counted.ts';
import { detectorsEn } from '../../../server/contract/texts/detectors.en.ts';

it.each([
  [0, '0 fixes'],
  [1, '1 fix'],
  [2, '2 fixes'],
])('counts %s', (n, text) => expect(counted(n, 'fix', 'fixes')).toBe(text));

it('needs no plural where an s makes it', () => {
  expect([counted(1, 'work day'), counted(21, 'work day')]).toEqual(['1 work day', '21 work days']);
});

it('is in the sentences of detectors, the verb with it', () => {
  const rest = { unexplainedStops: 0, unprovenStops: 0, days: 1, places: 1, meanStopMin: 4, coveragePct: 90 };
  const stops = (n: number) => detectorsEn.pickupRounds.sentence.contradicted({ ...rest, stops: n });
  expect(stops(1)).toBe(
    "1 short stop at other platforms' pickup points is explained by waybills or arrangements",
  );
  expect(stops(3)).toBe(
    "3 short stops at other platforms' pickup points are explained by waybills or arrangements",
  );
});
