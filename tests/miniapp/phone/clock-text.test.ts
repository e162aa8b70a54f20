import { expect, it } from 'vitest';
import { clockText } from '../../../miniapp/phone/me/clock-text.ts';
import { diagnosticsTexts } from '../../../miniapp/texts/screens/diagnostics.ts';

const MINUTE = 60_000;

it.each([
  [undefined, 'no network yet'],
  [1_400, '1 s off, fine'],
  [-119_000, '119 s off, fine'],
  [3 * MINUTE, 'about 3 min off'],
  [59 * MINUTE + 40_000, 'about 1 h 0 min off'],
  [-(2 * 60 * MINUTE - 10_000), 'about 2 h 0 min off'],
  [5 * 60 * MINUTE + 7 * MINUTE, 'about 5 h 7 min off'],
])('a phone whose clock is off by %s ms reads “%s”', (offsetMs, words) => {
  expect(clockText(offsetMs, diagnosticsTexts.en).startsWith(words)).toBe(true);
});
