import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { BenchUsageError, rounded, type BenchResult } from '../bench.ts';
import type { CaseScore } from './case-score.ts';
import { rocPoints } from './metrics.ts';
import { singleDayRows } from './overall-figures.ts';
import type { Half } from './raw-person.ts';

const FALSE_SHARES = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

type Source = Readonly<{ city: string; files: readonly string[]; seeds: readonly number[] }>;

/** What a reader needs to check the figures: code, data, the ROC of single days, and every alert where none was planted (trajectory 4.3). */
export type Published = Readonly<{
  /** Of the code; `+` behind it when files differ from that commit. */
  commit: string;
  /** First 16 digits of the SHA-256 over the data files; of made days there are none. */
  dataHash: string;
  city: string;
  seeds: readonly number[];
  /** Share of true cases found at a share of false ones, test people. */
  roc: readonly Readonly<{ falseShare: number; trueShare: number }>[];
  falseAlarms: readonly FalseAlarm[];
}>;

type FalseAlarm = Readonly<{
  case: string;
  person: string;
  half: Half;
  seed: number;
  days: string;
  to: string;
  severity: string;
  score: number;
  detectors: readonly string[];
  /** The same days raise an alert untouched. */
  isNoisyAnyway: boolean;
}>;

export function publish(scores: readonly CaseScore[], source: Source): Published {
  const rows = singleDayRows(scores.filter(({ half }) => half === 'test'));
  return {
    commit: readCommit(),
    dataHash: hashFiles(source.files),
    city: source.city,
    seeds: source.seeds,
    roc: rocPoints(rows, FALSE_SHARES).map(({ falseShare, trueShare }) => ({
      falseShare,
      trueShare: rounded(trueShare),
    })),
    falseAlarms: scores.filter(({ kind, alert }) => kind !== 'behaviour' && alert !== null).map(toFalseAlarm),
  };
}

export function sayPublished(published: Published, say: (line: string) => void): void {
  const { commit, dataHash, roc, falseAlarms } = published;
  say(`commit ${commit}, data ${dataHash}`);
  say(
    `ROC of single days, false -> found: ${roc.map(({ falseShare, trueShare }) => `${falseShare} -> ${trueShare}`).join(', ')}`,
  );
  say(`alerts where nothing was planted: ${falseAlarms.length}; with --out they are listed one by one`);
}

/** Before the long run, so that nothing is measured in vain; what an earlier run left stays until this one has ended. */
export function openOut(file: string): void {
  try {
    appendFileSync(file, '');
  } catch (error) {
    throw new BenchUsageError(`--out ${file} cannot be written`, { cause: error });
  }
}

export function writePublished(file: string, published: Published, { figures, bars }: BenchResult): void {
  writeFileSync(file, `${JSON.stringify({ ...published, figures, bars }, null, 1)}\n`);
}

function toFalseAlarm(score: CaseScore): FalseAlarm {
  const { name, person, half, seed, dayKey, alert, severity, supported, isNoisyAnyway } = score;
  return {
    case: name,
    person,
    half,
    seed,
    days: dayKey.slice(person.length + 1),
    to: alert ?? '',
    severity: severity ?? '',
    score: rounded(score.score),
    detectors: supported,
    isNoisyAnyway,
  };
}

function readCommit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short=10', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return 'not in a repository';
  }
}

function hashFiles(files: readonly string[]): string {
  if (files.length === 0) return 'made';
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
