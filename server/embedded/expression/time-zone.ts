import { CommandError, check } from '../command-error.ts';
import { isNullish, typeName } from './operands.ts';

/** How far the clocks of a zone are ahead at an instant, in ms; zones are Olson names or offsets such as +0530. */
export type Zone = (at: number) => number;
export const UTC: Zone = () => 0;

const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone that an operand names, or undefined for null. */
export function readZone(zone: unknown, code = 40517): Zone | undefined {
  if (isNullish(zone)) return undefined;
  check(typeof zone === 'string', code, `timezone must evaluate to a string, found ${typeName(zone)}`);
  const [isOffset, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (isOffset) return () => offsetMs(sign, hours, minutes);
  const format = formats.get(zone) ?? makeFormat(zone);
  formats.set(zone, format);
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, ahead, h, m, s] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    return offsetMs(ahead, h, m, s);
  };
}

function offsetMs(sign: string | undefined, ...parts: (string | undefined)[]): number {
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const size = (hours * 60 + minutes) * MINUTE_MS + seconds * 1000;
  return sign === '-' ? -size : size;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

/** The clock of the zone, as a date whose UTC fields show it. */
export function toLocal(date: Date, zone: Zone): Date {
  return new Date(date.getTime() + zone(date.getTime()));
}

/** The instant when the zone's clock shows so; an hour that summer time skips counts on. */
export function fromLocal(local: number, zone: Zone): Date {
  return new Date(local - zone(local - zone(local)));
}

/** The zone among the named operands; undefined where it is null. */
export function zoneIn(named: Readonly<Record<string, unknown>>): Zone | undefined {
  return 'timezone' in named ? readZone(named['timezone']) : UTC;
}
