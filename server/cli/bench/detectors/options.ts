import { BenchUsageError } from '../bench.ts';

export const DETECTORS_USAGE =
  '[--seeds dev|report|N,N] [--people N] [--days N] [--city real|made] [--quick] [--out FILE]';

export type DetectorsOptions = Readonly<{
  seeds: readonly number[];
  /** At most; all without it. */
  people?: number;
  days: number;
  city?: 'real' | 'made';
  /** Without the side questions (pings, pockets, imposter). */
  isQuick: boolean;
  /** Where the figures, the ROC and the list of false alarms are written as JSON. */
  out?: string;
}>;

const SEEDS: Readonly<Record<string, readonly number[]>> = {
  dev: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  report: [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009],
};

export function readDetectorsOptions(args: readonly string[]): DetectorsOptions {
  let options: DetectorsOptions = { seeds: SEEDS['dev'] ?? [], days: 40, isQuick: false };
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === '--quick') {
      options = { ...options, isQuick: true };
      continue;
    }
    const value = args[++at] ?? '';
    if (name === '--seeds')
      options = { ...options, seeds: SEEDS[value] ?? value.split(',').map(wholeNumber) };
    else if (name === '--people') options = { ...options, people: wholeNumber(value) };
    else if (name === '--days') options = { ...options, days: wholeNumber(value) };
    else if (name === '--city' && (value === 'real' || value === 'made'))
      options = { ...options, city: value };
    else if (name === '--out' && value !== '') options = { ...options, out: value };
    else throw new BenchUsageError(`unknown option ${name ?? ''}`);
  }
  return options;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new BenchUsageError(`not a whole number: ${text}`);
  return Number(text);
}
