import { invalidInput, type AppError, type FieldFault } from '../../errors.ts';

/** One reading of a track file: UTC epoch milliseconds, WGS-84 degrees, 68 % radius in metres when the file knows it. */
export type TrackPoint = Readonly<{ atMs: number; lng: number; lat: number; accuracyM?: number }>;

/** Which of several people in one file to read; the first one when not said. */
export type ReadOptions = Readonly<{
  user?: string;
  /** Told of each reading that cannot be read, which is left out; without it the file is refused. */
  refuse?: (line: number, reason: string) => void;
}>;

/** A file is refused with its first faults, not with all million of them. */
const MAX_FAULTS = 5;

/** Collects faults by line and refuses the file once there are enough, or at the end. */
export class LineFaults {
  private readonly faults: FieldFault[] = [];
  private readonly refuse: ReadOptions['refuse'];

  constructor({ refuse }: ReadOptions = {}) {
    this.refuse = refuse;
  }

  add(line: number, reason: string): void {
    if (this.refuse) {
      this.refuse(line, reason);
      return;
    }
    this.faults.push(inEnglish(`line ${line}`, reason));
    if (this.faults.length >= MAX_FAULTS) this.throwIfAny();
  }

  throwIfAny(): void {
    if (this.faults.length > 0) throw invalidInput(this.faults);
  }
}

/** What a file may hold that is read whole, unzipped: a bomb of a few kilobytes must not fill the memory. */
export const MAX_WHOLE_BYTES = 512 * 1024 * 1024;

export const badFile = (reason: string): AppError => invalidInput([inEnglish('file', reason)]);

/** Track files are read at the command line alone, which speaks English. */
const inEnglish = (field: string, reason: string): FieldFault => ({ field, reason, zh: reason });

/** Checks the four numbers of a reading and drops an absent accuracy; answers a reason in place of a point. */
export function toPoint(raw: {
  atMs: number;
  lng: number;
  lat: number;
  accuracyM?: number | undefined;
}): TrackPoint | string {
  const { atMs, lng, lat, accuracyM } = raw;
  if (!(Math.abs(lat) <= 90)) return 'latitude must be a number from -90 to 90';
  if (!(Math.abs(lng) <= 180)) return 'longitude must be a number from -180 to 180';
  if (!Number.isFinite(atMs)) return 'time must be ISO 8601, YYYY-MM-DD HH:mm:ss (UTC) or Unix seconds';
  if (accuracyM === undefined) return { atMs, lng, lat };
  return accuracyM >= 0 ? { atMs, lng, lat, accuracyM } : 'accuracy must be metres from 0';
}

/**
 * A time as track files write it, in UTC epoch milliseconds, or NaN: ISO 8601; date and time parted by a space or with slashes, which
 * count as UTC; Unix seconds or milliseconds (from 1e11 on).
 */
export function parseTime(text: string): number {
  const trimmed = text.trim();
  if (/^\d{9,13}(\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed);
    return value >= 1e11 ? value : value * 1000;
  }
  const match =
    /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/.exec(
      trimmed,
    );
  if (!match) return Number.NaN;
  const [, year, month, day, clock, zone = 'Z'] = match;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
  return Date.parse(`${year}-${month}-${day}T${clock}${offset}`);
}

/** A decimal number as files write it, or NaN; an empty cell is not zero. */
export function parseNumber(text: string | undefined): number {
  return text !== undefined && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
    ? Number(text)
    : Number.NaN;
}
