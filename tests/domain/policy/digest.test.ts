import { expect, it } from 'vitest';
import { lastDigestMoment } from '../../../server/domain/policy/digest.ts';

const at = (text: string): Date => new Date(`${text}+08:00`);

it.each([
  ['2026-11-20T09:29:59', '2026-11-19T16:00'],
  ['2026-11-20T09:30:00', '2026-11-20T09:30'],
  ['2026-11-20T15:59:59', '2026-11-20T09:30'],
  ['2026-11-20T16:00:00', '2026-11-20T16:00'],
  ['2026-11-21T00:00:00', '2026-11-20T16:00'],
])('at %s the last digest was due at %s, company time', (now, due) => {
  expect(lastDigestMoment(at(now), 'Asia/Shanghai')).toEqual(at(due));
});
