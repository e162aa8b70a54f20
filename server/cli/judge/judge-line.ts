import { PeriodSchema, type Period } from '../../contract/period.ts';
import { assessPeriod } from '../../domain/detectors/assess-period.ts';
import { readPeriod } from '../../domain/period/read-period.ts';
import { writeFindings } from '../../domain/period/write-findings.ts';
import { parseLifted, textOf } from './line-text.ts';
import type { JudgeSettings } from './settings-file.ts';

/** What became of one input line: output lines, or why there are none. `unknown` names fields the schema does not know. */
export type JudgedLine = Readonly<{ out: string; fixes: number; unknown: readonly string[]; fault?: string }>;

/** Faults of one line that are told; the others only follow from them. */
const TOLD_FAULTS = 3;

export function judgeLine(line: Uint8Array, settings: JudgeSettings): JudgedLine {
  const read = readLifted(line) ?? readWhole(line);
  if ('fault' in read) return { out: '', fixes: 0, unknown: [], fault: read.fault };
  const assessed = assessPeriod(readPeriod(read.period, settings), settings);
  return {
    out: `${writeFindings(read.period, assessed).join('\n')}\n`,
    fixes: read.period.fixes?.t.length ?? 0,
    unknown: listUnknown(read.given, read.period),
  };
}

type ReadLine = Readonly<{ period: Period; given: unknown }>;

/** The period of a line whose numbers are read apart; null when only the whole line can tell what is in it. */
function readLifted(line: Uint8Array): ReadLine | null {
  const given = parseLifted(line);
  const read = given === null ? null : readGiven(given);
  return read === null || 'fault' in read ? null : read;
}

function readWhole(line: Uint8Array): ReadLine | { fault: string } {
  let given: unknown;
  try {
    given = JSON.parse(textOf(line));
  } catch (error) {
    return { fault: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  return readGiven(given);
}

/** The period of a line; null stands for an absent field, as many exporters write it. */
function readGiven(given: unknown): ReadLine | { fault: string } {
  const asIs = PeriodSchema.safeParse(given);
  if (asIs.success) return { period: asIs.data, given };
  const cleared = withoutNulls(given);
  const parsed = PeriodSchema.safeParse(cleared);
  if (parsed.success) return { period: parsed.data, given: cleared };
  const told = parsed.error.issues.slice(0, TOLD_FAULTS);
  return { fault: told.map(({ path, message }) => `${path.join('.') || 'period'}: ${message}`).join('; ') };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}

/** Names of fields that reading left out, as dotted paths without row numbers. */
function listUnknown(given: unknown, read: unknown): string[] {
  const found = new Set<string>();
  collectUnknown(given, read, { path: '', found });
  return [...found];
}

type Found = Readonly<{ path: string; found: Set<string> }>;

/** Without a list of pairs for each row: a period has hundreds of rows, and hardly ever an unknown field. */
function collectUnknown(given: unknown, read: unknown, { path, found }: Found): void {
  if (Array.isArray(given) && Array.isArray(read)) {
    if (typeof given[0] !== 'object') return;
    for (let at = 0; at < given.length; at++) collectUnknown(given[at], read[at], { path, found });
  } else if (isRecord(given) && isRecord(read))
    for (const name of Object.keys(given)) {
      const isKnown = Object.hasOwn(read, name);
      const field = given[name];
      if (isKnown && typeof field !== 'object') continue;
      const inner = path === '' ? name : `${path}.${name}`;
      if (isKnown) collectUnknown(field, read[name], { path: inner, found });
      else found.add(inner);
    }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float64Array)
  );
}
