import { createHash } from 'node:crypto';
import { DETECTORS } from '../domain/detectors/index.ts';
import { COLLECTION_MARGIN_MIN } from '../domain/working-time.ts';
import type { Detection } from '../store/detections.ts';
import type { CompanyRecords, PersonRecords } from './detect-load.ts';

/**
 * A digest of everything the judgement of a shift is computed from: equal inputs have equal verdicts, so that judging again can be left
 * out. Segments are never changed, so their ids stand for their fixes; detectors stand for their code by their version.
 */
export function inputsOf(
  { shiftId, day }: Pick<Detection, 'shiftId' | 'day'>,
  company: CompanyRecords,
  records: PersonRecords,
): string {
  const { person, acknowledgedAt, schedules, arrangements, declarations, segments } = records;
  const schedule = schedules.find((one) => one.day === day);
  const shift = schedule?.shifts.find(({ id }) => id === shiftId);
  const fromMs = shift ? +shift.startAt - COLLECTION_MARGIN_MIN * 60_000 : 0;
  const toMs = shift ? +shift.endAt + COLLECTION_MARGIN_MIN * 60_000 : 0;
  return digestOf({
    detectors: DETECTORS.map(({ name, version }) => [name, version]),
    company: company.digest,
    timeZone: person.timeZone,
    acknowledgedAt,
    schedule,
    shiftId,
    arrangements,
    declarations,
    segments: segments
      .filter(({ startAt, endAt }) => +startAt <= toMs && +endAt >= fromMs)
      .map(({ id }) => id)
      .toSorted(),
  });
}

/** Of plain data read from the database, whose fields keep their order. */
export function digestOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('base64url');
}
