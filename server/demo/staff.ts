import type { Interval } from '../domain/working-time.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { ingestFixes } from '../flow/ingest.ts';
import { takePunches } from '../flow/punch/punch.ts';
import { findPersonByOpenId, type Person } from '../store/people.ts';
import { findSchedules } from '../store/schedules.ts';
import { MAX_FIXES_PER_BATCH } from '../contract/ingest.ts';
import { openIdOf } from './people.ts';
import type { SimulatedFix } from './simulate-day.ts';
import { uuidV4Of, uuidV7Of } from './uuid.ts';

/** The person behind a demo key, as the org sync stored them. */
export async function findDemoPerson(key: string): Promise<Person> {
  const person = await findPersonByOpenId(openIdOf(key));
  if (person === null) throw new Error(`demo person ${key} is missing`);
  return person;
}

/** The same person as somebody who does something. */
export async function actorOf(key: string): Promise<Actor> {
  const { id, roles } = await findDemoPerson(key);
  return { personId: id, roles };
}

/** Working hours of the day without its breaks' detail: first start to last end, or null on a day off. */
export async function findWorkingSpan(person: Person, day: string): Promise<Interval | null> {
  const [schedule] = await findSchedules(person.id, day, day);
  const first = schedule?.shifts[0];
  const last = schedule?.shifts.at(-1);
  return first === undefined || last === undefined ? null : { startAt: first.startAt, endAt: last.endAt };
}

/** Sends the fixes as the person's phone would, numbered on from what it sent before. */
export async function sendFixes(
  deps: Deps,
  person: Person,
  input: { install: string; fixes: readonly SimulatedFix[]; fromSeq: number },
): Promise<void> {
  for (let start = 0; start < input.fixes.length; start += MAX_FIXES_PER_BATCH) {
    const slice = input.fixes.slice(start, start + MAX_FIXES_PER_BATCH);
    await ingestFixes(deps, person, {
      installId: uuidV4Of(input.install),
      sentAtMs: deps.now().getTime(),
      serverOffsetMs: 0,
      datum: 'wgs84',
      fixes: slice.map(({ atMs, ...fix }, index) => ({
        ...fix,
        seq: input.fromSeq + start + index,
        capturedAtMs: atMs,
      })),
    });
  }
}

/** One punch at `at`; `where` is left out when the phone has no location consent. */
export async function punch(
  deps: Deps,
  person: Person,
  input: { kind: 'in' | 'out'; at: Date; where?: { lng: number; lat: number } },
): Promise<void> {
  await takePunches(deps, person, {
    installId: uuidV4Of(person.openId),
    sentAtMs: deps.now().getTime(),
    serverOffsetMs: 0,
    punches: [
      {
        id: uuidV7Of(input.at, `${person.openId}:${input.kind}`),
        kind: input.kind,
        capturedAtMs: input.at.getTime(),
        ...(input.where === undefined ? {} : { location: { ...input.where, accuracyM: 12, datum: 'wgs84' } }),
      },
    ],
  });
}
