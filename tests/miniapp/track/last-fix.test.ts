import { expect, it } from 'vitest';
import { lastFixAt } from '../../../miniapp/track/last-fix.ts';

const last = { lng: 121.52, lat: 31.25, accuracyM: 20, datum: 'wgs84', capturedAtMs: 100_000 } as const;

it('lends a reading of the last minute, its error grown by a walk of as long', () => {
  expect(lastFixAt(last, 100_000)).toEqual(last);
  expect(lastFixAt(last, 140_000)).toEqual({ ...last, accuracyM: 80 });
});

it('lends nothing older, nothing whose age nobody knows, and nothing where nothing was read', () => {
  expect(lastFixAt(last, 160_001)).toBeUndefined();
  expect(lastFixAt(last, 99_999)).toBeUndefined();
  expect(lastFixAt(undefined, 100_000)).toBeUndefined();
});
