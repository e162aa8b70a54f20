import { addDays } from '../time.ts';

/** Where a zone comes from for a person: its record names them, somebody assigned it, or it is the region's. */
type ZoneGround = 'record' | 'assignment' | 'region';

/** A person put into a zone by somebody of the company; days are YYYY-MM-DD, both inclusive, without a last day until further notice. */
export type ZoneDays = Readonly<{ zoneId: string; fromDay: string; lastDay?: string }>;

type AssignableZone = Readonly<{ id: string; regionId?: string; employeeNos?: readonly string[] }>;
/** Whose zones are asked for, with the assignments of that person. */
export type WhoseZones = Readonly<{
  employeeNo: string;
  regionId?: string;
  assigned: readonly ZoneDays[];
}>;

/**
 * The zones of a person on a day, one source at a time: the records that name them are the master, else the assignments, else what the
 * region has for everybody.
 */
export function zonesOn<Z extends AssignableZone>(
  zones: readonly Z[],
  { employeeNo, regionId, assigned }: WhoseZones,
  day: string,
): Readonly<{ ground: ZoneGround; zones: readonly Z[] }> {
  const named = zones.filter(({ employeeNos = [] }) => employeeNos.includes(employeeNo));
  if (named.length > 0) return { ground: 'record', zones: named };
  const open = zones.filter(({ employeeNos }) => employeeNos === undefined);
  const given = new Set(assigned.filter((one) => isOn(one, day)).map(({ zoneId }) => zoneId));
  const own = open.filter(({ id }) => given.has(id));
  // One whose zone was withdrawn has none until somebody says so: they were told of no other.
  const isGone = [...given].some((id) => zones.every((zone) => zone.id !== id));
  if (own.length > 0 || isGone) return { ground: 'assignment', zones: own };
  const ofRegion = open.filter((zone) => zone.regionId !== undefined && zone.regionId === regionId);
  return { ground: 'region', zones: ofRegion };
}

/**
 * The zones in which a person's day is judged and planned. On the day a change begins those of the day before count too: nobody is outside
 * for what was said that morning.
 */
export function zonesOf<Z extends AssignableZone>(
  zones: readonly Z[],
  whose: WhoseZones,
  day: string,
): readonly Z[] {
  const own = zonesOn(zones, whose, day).zones;
  if (!whose.assigned.some((one) => isChange(one, day))) return own;
  const before = zonesOn(zones, whose, addDays(day, -1)).zones;
  return [...own, ...before.filter((zone) => !own.includes(zone))];
}

/** Whether it holds on the day. */
export const isOn = ({ fromDay, lastDay }: Pick<ZoneDays, 'fromDay' | 'lastDay'>, day: string): boolean =>
  fromDay <= day && (lastDay === undefined || day <= lastDay);

const isChange = ({ fromDay, lastDay }: ZoneDays, day: string): boolean =>
  (fromDay === day && (lastDay === undefined || lastDay >= day)) ||
  (lastDay !== undefined && lastDay >= fromDay && addDays(lastDay, 1) === day);
