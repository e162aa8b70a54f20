import type { Baseline } from '../../domain/baseline/baseline.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { fedBefore } from './company-comparisons.ts';
import { rulesOn } from '../custom-rule/custom-rule-load.ts';
import type { CompanyRecords } from './detect-company.ts';
import { segmentsOf } from './detect-days.ts';
import { peerFacts, zoneFacts } from './detect-facts.ts';
import { digestOf } from '../digest-of.ts';
import { doubtByOthers } from './place-doubt.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import type { PersonRecords } from './detect-person.ts';
import type { Window } from './detect-window.ts';

/**
 * A digest of everything the judgement of a day is computed from: equal inputs have equal verdicts, so that judging again can be left
 * out. Segments are never changed, so their ids stand for their fixes; detectors stand for their code by their version. The team's
 * totals are left out: they change every night and only ever compare.
 */
export function inputsOf(company: CompanyRecords, window: Window, baseline: Baseline): string {
  const { records } = window;
  const { person, running, spans, schedules, arrangements, declarations, punches, photoTwins, work } =
    records;
  const customers = new Set(work.flatMap(({ customerId }) => customerId ?? []));
  return digestOf({
    detectors: DETECTORS.map(({ name, version }) => [name, version, running.has(name)]),
    company: company.digest,
    settings: window.version.version,
    rules: rulesOn(company.rules, window.day).map(({ id, version }) => [id, version]),
    person: [person.timeZone, person.staffKind, person.engagement, person.regionId, person.isRegional],
    spans,
    schedules,
    baseline: [baseline.version, baseline.days, baseline.lastDay],
    arrangements,
    declarations,
    punches: punches.map(({ id, status, placeId, photoId }) => [id, status, placeId, photoId]),
    photoTwins,
    ...flowsOf(records.flows),
    work,
    targets: records.targets,
    othersOrders: records.othersOrders,
    ...assignedZones(company, window),
    peers: peerFacts(company, records),
    doubt: [...doubtByOthers(company.placeDoubt, person.id)].filter(([placeId]) => customers.has(placeId)),
    fed: [
      ...fedBefore(company.feeds, instantOf(addDays(window.day, 1), '00:00', person.timeZone)),
    ].toSorted(),
    segments: schedules.map((schedule) => segmentsOf(schedule, records.segments)),
  });
}

/** A digest of the day's own data; when it alone is unchanged, a judgement rests on records that came after the fact. */
export function factsOfDay({ day, records }: Window): string {
  const { person, segments, punches, flows, work, othersOrders } = records;
  const startAt = instantOf(day, '00:00', person.timeZone);
  const endAt = instantOf(addDays(day, 1), '00:00', person.timeZone);
  const isOn = (at: Date): boolean => at >= startAt && at < endAt;
  return digestOf([
    segments
      .filter((segment) => segment.startAt < endAt && segment.endAt >= startAt)
      .map(({ id }) => id)
      .toSorted(),
    punches.filter(({ at }) => isOn(at)).map(({ id, status, placeId }) => [id, status, placeId]),
    ...Object.values(flowsOf(flows.filter(({ at }) => isOn(at)))),
    work.filter((record) => isOn(record.startAt)),
    othersOrders.filter((record) => isOn(record.startAt)),
  ]);
}

/** A digest of what phones told of the window. */
export const dataOf = ({ records: { segments, punches, flows } }: Window): string =>
  digestOf([
    segments.map(({ id }) => id).toSorted(),
    punches.map(({ id, status, placeId }) => [id, status, placeId]),
    ...Object.values(flowsOf(flows)),
  ]);

/** A digest of the records a day's data is judged by: places, zones and whose they are, shifts, leave and trips. */
export const contextOf = (company: CompanyRecords, window: Window): string =>
  digestOf([company.digest, window.records.schedules, ...Object.values(assignedZones(company, window))]);

/** Nothing of a person who never punches in the platform's attendance. */
function flowsOf(flows: PersonRecords['flows']): Readonly<{ flows?: readonly unknown[] }> {
  return flows.length === 0 ? {} : { flows: flows.map(({ id, at, riskResult }) => [id, at, riskResult]) };
}

/** Nothing of a person whom nobody ever put into a zone. */
function assignedZones(
  company: CompanyRecords,
  { day, records: { person } }: Window,
): Readonly<{ zones?: readonly string[] }> {
  if (!company.assigned.has(person.id)) return {};
  return { zones: zoneFacts(company, person, day).map(({ id }) => id) };
}
