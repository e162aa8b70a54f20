import type { LngLat } from '../../../server/contract/geo.ts';
import type { PeriodEvidence } from '../../../server/domain/detectors/evidence.ts';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import { round } from '../../../server/domain/round.ts';
import { isOvertime, type DaySchedule } from '../../../server/domain/working-time.ts';

/** Degrees to 6 digits, a decimetre: the store keeps 7. */
const DEGREES = 6;

/**
 * Evidence as both roads have to give it. Left out is what a name alone differs in: the ids of shifts and of arrangements, whose number
 * an order is booked to, which picture a hash stands for, the company's own places around those of the period.
 */
export function plainEvidence(evidence: PeriodEvidence, placeIds: ReadonlySet<string>) {
  const { person, judge, days, pastSchedules = [], baseline, placeById, zones, sources, peers } = evidence;
  const { id: _id, phone: _phone, engagement = 'full_time', ...facts } = person;
  const pictures = [...new Set(evidence.punches.flatMap(({ photoHash }) => photoHash ?? []))];
  const pictureOf = (hash: string): number => pictures.indexOf(hash);
  return {
    person: { ...facts, engagement },
    judge: spanText(judge),
    days: days.map(({ schedule, work, track, stays }) => ({
      ...plainSchedule(schedule),
      work: work.map(spanText),
      track: Array.from(track.atMs, (atMs, n) =>
        [
          new Date(atMs).toISOString(),
          round(track.lng[n] ?? 0, DEGREES),
          round(track.lat[n] ?? 0, DEGREES),
          round(track.accuracyM[n] ?? 0, 1),
        ].join(' '),
      ),
      stays: stays.map(({ startAt, endAt }) =>
        spanText({ startAt: toSecond(startAt), endAt: toSecond(endAt) }),
      ),
    })),
    pastSchedules: pastSchedules.map(plainSchedule),
    baseline: { days: baseline.days, stops: baseline.stops.map(plainPoint) },
    places: [...placeById.values()]
      .filter(({ id }) => placeIds.has(id))
      .map(({ id, name, roles, center, radiusM, polygon = [], floor }) => ({
        id,
        name,
        roles,
        center: plainPoint(center),
        radiusM,
        polygon: polygon.map(plainPoint),
        floor,
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    zones: zones.map(({ id, center, radiusM, polygon }) => ({
      id,
      shape: polygon ? polygon.map(plainPoint) : [plainPoint(center), radiusM],
    })),
    punches: evidence.punches.map(({ photoHash, position, ...punch }) => ({
      ...punch,
      ...(position && { position: { ...plainPoint(position), accuracyM: position.accuracyM } }),
      ...(photoHash !== undefined && { picture: pictureOf(photoHash) }),
    })),
    visits: evidence.visits,
    orders: evidence.orders.map(({ bookedTo, ...order }) => ({
      ...order,
      bookedTo: bookedTo.replace(/^E-/, ''),
    })),
    tasks: evidence.tasks.map(({ lng, lat, ...task }) => ({ ...task, ...plainPoint({ lng, lat }) })),
    anchors: evidence.anchors,
    arrangements: evidence.arrangements.map(({ id: _arranged, ...arrangement }) => arrangement),
    declarations: evidence.declarations,
    gaps: evidence.gaps,
    peers: peers.map(({ photoHashes, deviceIds, personId }) => ({
      personId,
      deviceIds,
      pictures: photoHashes.map(pictureOf),
    })),
    placeDoubt: [...evidence.placeDoubt],
    deviceIds: evidence.deviceIds,
    team: evidence.team,
    salesByMonthFen: evidence.salesByMonthFen,
    targetsByMonthFen: evidence.targetsByMonthFen,
    sources: [...sources],
  };
}

/** Findings with their shift told by its beginning; what refers to records by id is left out. */
export function plainFindings(findings: readonly Finding[], { days }: PeriodEvidence) {
  const shifts = new Map(days.flatMap((day) => day.shifts.map(({ id, startAt }) => [id, startAt])));
  return findings.map(
    ({ detector, shiftId, verdict, reasons, score, days: on, placeId, startAt, endAt }) => ({
      detector,
      shift: shifts.get(shiftId),
      verdict,
      reasons,
      score: round(score, 2),
      on,
      placeId,
      span: spanText({ startAt, endAt }),
    }),
  );
}

const plainSchedule = ({ day, timeZone, shifts, leaves, trips }: DaySchedule) => ({
  day,
  timeZone,
  shifts: shifts.map((shift) => ({
    span: spanText(shift),
    breaks: shift.breaks.map(spanText),
    placeId: shift.placeId,
    isOvertime: isOvertime(shift),
  })),
  leaves: leaves.map(spanText),
  trips: trips.map(spanText),
});

/** The ends of a stay are computed from its positions. */
const toSecond = (at: Date): Date => new Date(Math.round(+at / 1000) * 1000);

const plainPoint = ({ lng, lat }: LngLat): LngLat => ({ lng: round(lng, DEGREES), lat: round(lat, DEGREES) });

const spanText = ({ startAt, endAt }: Interval): string => `${startAt.toISOString()} ${endAt.toISOString()}`;
