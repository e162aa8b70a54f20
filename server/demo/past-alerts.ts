import { DETECTORS } from '../domain/detectors/index.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { saveAlertWords } from '../store/alert-labels.ts';
import { insertAlerts, type Alert } from '../store/alerts.ts';
import { anonymousFinding, GONE } from '../store/forget-alerts.ts';
import { HR } from './people.ts';
import { REGIONS } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { findDemoPerson } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import { uuidV4Of } from './uuid.ts';

/** How many alerts of each detector ended in the months before, and of how many asking was right. */
const ENDED: readonly Readonly<{ detector: string; count: number; worthShare: number }>[] = [
  { detector: 'competitor-dwell', count: 34, worthShare: 0.74 },
  { detector: 'visit-unsupported', count: 28, worthShare: 0.64 },
  { detector: 'attendance-mismatch', count: 18, worthShare: 0.56 },
  { detector: 'pickup-rounds', count: 12, worthShare: 0.67 },
  { detector: 'off-zone', count: 16, worthShare: 0.38 },
];
/** Their people are forgotten after 90 days (R13), their outcomes are not. */
const OLDEST_DAYS = 170;
const NEWEST_DAYS = 92;
const HOUR_MS = 3_600_000;

/** Alerts of the first half year as retention leaves them: what of, how they ended, how long it took, and nobody's name. */
export async function insertPastAlerts(startAt: Date): Promise<void> {
  const hr = await findDemoPerson(HR);
  const ended = ENDED.flatMap(({ detector, count, worthShare }) =>
    Array.from({ length: count }, (_, index) => ({
      detector,
      index,
      isWorthAsking: index < Math.round(count * worthShare),
    })),
  );
  const told = ended.map(({ detector, index, isWorthAsking }) => {
    const random = createRandom(seedOf(`past:${detector}:${index}`));
    const alert = pastAlert({ detector, index, random, startAt });
    const at = alert.handlings[0]?.at ?? alert.publishAt;
    const feedback = random.pick(['fair', 'fair', 'wrong', 'unclear'] as const);
    const words = {
      hr: { isWorthAsking, byId: hr.id, at },
      ...(random.next() < 0.5 && { feedback: { feedback, at } }),
    };
    return { alert, words };
  });
  await insertAlerts(told.map(({ alert }) => alert));
  await Promise.all(told.map(({ alert, words }) => saveAlertWords(alert.id, words, [])));
}

function pastAlert(input: { detector: string; index: number; random: Random; startAt: Date }): Alert {
  const { detector, index, random, startAt } = input;
  const id = uuidV4Of(`past:${detector}:${index}`);
  const daysAgo = Math.round(random.between(NEWEST_DAYS, OLDEST_DAYS));
  const day = addDays(dayOf(startAt, DEMO_ZONE), -daysAgo);
  const publishedAt = instantOf(day, '19:40', DEMO_ZONE);
  const endedAt = new Date(+publishedAt + random.between(6, 70) * HOUR_MS);
  return {
    id,
    alertNo: `A-${id.slice(0, 8).toUpperCase()}`,
    personId: `${GONE}:${id}`,
    pseudonym: GONE,
    regionId: random.pick(REGIONS).id,
    timeZone: DEMO_ZONE,
    shiftId: GONE,
    placeId: GONE,
    day,
    status: 'handled',
    version: 1,
    finding: anonymousFinding(
      {
        detector,
        version: DETECTORS.find(({ name }) => name === detector)?.version ?? 1,
        severity: 'medium',
        verdict: 'supported',
      },
      day,
    ),
    beside: [],
    coveragePct: null,
    publishAt: publishedAt,
    publishedAt,
    round: 1,
    handlings: [{ kind: 'case', byId: GONE, at: endedAt, note: 'talk' }],
    pending: [],
    sent: [],
  };
}
