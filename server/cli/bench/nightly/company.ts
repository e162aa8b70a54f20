import { randomUUID } from 'node:crypto';
import { localPlane } from '../../../domain/geo/distance.ts';
import type { Place } from '../../../domain/geo/place.ts';
import { addDays, instantOf } from '../../../domain/time.ts';
import type { SegmentFix } from '../../../domain/track/segment-codec.ts';
import { createFeishu } from '../../../feishu/index.ts';
import type { Deps } from '../../../flow/deps.ts';
import { eachAtMost } from '../../../flow/each-at-most.ts';
import { insertAcknowledgement } from '../../../store/acknowledgements.ts';
import { saveOrgMapping } from '../../../store/org-mapping.ts';
import { savePerson } from '../../../store/people.ts';
import { savePlace } from '../../../store/places.ts';
import { assessmentZh } from '../../../contract/texts/assessment.zh.ts';
import { DETECTORS } from '../../../domain/detectors/index.ts';
import { insertAssessment } from '../../../store/assessments.ts';
import { insertPolicy } from '../../../store/policies.ts';
import { saveSchedules } from '../../../store/schedules.ts';
import { appendSegment } from '../../../store/segments.ts';

/** Days of fixes of everyone: the judged fortnight and the nights looked back over. */
export const NIGHTLY_DAYS = 17;
/** The day whose early morning the first night is. */
export const NIGHT_DAY = '2026-03-20';
const TIME_ZONE = 'Asia/Shanghai';
const ADOPTED = new Date('2026-01-05T00:00:00Z');
/** A fix every two minutes of a nine-hour day, as a field app in the foreground reports. */
const STEP_MS = 120_000;
const AT_ONCE = 16;
const RIVALS = 1_000;

const plane = localPlane({ lng: 121.47, lat: 31.23 });
const NOBODY = 'http://127.0.0.1:9';

/** The flows at 02:30 of `day`; no chat platform answers, and a clean night asks none. */
export function nightDeps(day: string): Deps {
  const at = instantOf(day, '02:30', TIME_ZONE);
  const feishu = createFeishu({
    appId: 'cli_0123456789abcdef',
    appSecret: 'bench',
    baseUrl: NOBODY,
    accountsUrl: NOBODY,
    logger: { info: () => undefined, warn: () => undefined },
  });
  return {
    feishu,
    now: () => at,
    enqueue: () => Promise.resolve(),
    publicUrl: NOBODY,
    approvalCodes: { decision: 'D', declaration: 'D', unmask: 'D', threshold: 'D' },
    secretKey: 'k'.repeat(32),
    settleMs: 0,
  };
}

/** People, places, a policy everyone has read, shifts and an honest fortnight of fixes of everyone, one upload a day. */
export async function fillCompany(people: number, say: (line: string) => void): Promise<{ fixes: number }> {
  await saveOrgMapping({ regions: [], stores: [], roleRules: [], staffKinds: [], timeZone: TIME_ZONE });
  const policy = { version: '1', title: 'p', body: 'p', hash: 'h', consultation: 'c' };
  await insertPolicy({ ...policy, effectiveAt: ADOPTED, adoptedAt: ADOPTED }, []);
  await assessDetectors();
  for (const place of buildRivals()) await savePlace(place, { datum: 'wgs84', digest: place.id });
  let fixes = 0;
  let done = 0;
  await eachAtMost(AT_ONCE, [...Array(people).keys()], async (n) => {
    const own = await fillPerson(n);
    fixes += own;
    if (++done % Math.max(1, Math.floor(people / 5)) === 0) say(`${done} people filled`);
  });
  return { fixes };
}

/** Without an impact assessment nothing is judged. */
async function assessDetectors(): Promise<void> {
  const detectors = DETECTORS.map(({ name, needs }) => ({ name, needs: [...needs] }));
  const reviewDay = '9999-12-31';
  const names = detectors.map(({ name }) => name);
  await insertAssessment(
    {
      id: 'bench',
      version: 1,
      status: 'approved',
      body: { ...assessmentZh, detectors: names, heldDay: '2026-01-01', reviewDay },
      reviewDay,
      scope: { detectors, notices: [], regions: [] },
      createdAt: ADOPTED,
      conductedById: 'bench',
      reopenedWhy: [],
    },
    [],
  );
}

/** A thousand fences on a grid between the rounds of the staff: looked up by everyone, stayed in by nobody. */
function buildRivals(): Place[] {
  return Array.from({ length: RIVALS }, (_, n) => ({
    id: `rival-${n}`,
    name: `rival ${n}`,
    roles: ['competitor' as const],
    center: spot(-15_000 + 1_000 * (n % 32) + 400, -15_000 + 1_000 * Math.floor(n / 32) + 400),
    radiusM: 40,
  }));
}

async function fillPerson(n: number): Promise<number> {
  const id = `e${n}`;
  await savePerson({
    id,
    openId: `ou_${id}`,
    userId: `u_${id}`,
    employeeNo: `E${n}`,
    name: `员工${n}`,
    roles: ['employee'],
    staffKind: 'rep',
    engagement: 'full_time',
    employer: 'company',
    departmentIds: ['d'],
    timeZone: TIME_ZONE,
    isActive: true,
  });
  await insertAcknowledgement(
    { personId: id, version: '1', hash: 'h', language: 'zh', readMs: 1, at: ADOPTED },
    [],
  );
  const days = Array.from({ length: NIGHTLY_DAYS + 1 }, (_, back) => addDays(NIGHT_DAY, -back)).toReversed();
  await saveSchedules(days.map((day) => scheduleOf(id, day)));
  const installId = randomUUID();
  let seq = 0;
  for (const [at, day] of days.entries()) {
    const fixes = honestDay(n, day, seq);
    seq += fixes.length;
    await appendSegment({
      personId: id,
      installId,
      ordinal: at + 1,
      receivedAt: instantOf(day, '19:00', TIME_ZONE),
      sourceDatum: 'wgs84',
      fixes,
      conflicts: [],
    });
  }
  return seq;
}

function scheduleOf(personId: string, day: string) {
  const startAt = instantOf(day, '09:00', TIME_ZONE);
  const shift = { id: `${day}:S`, startAt, endAt: instantOf(day, '18:00', TIME_ZONE), breaks: [] };
  return { personId, day, timeZone: TIME_ZONE, shifts: [shift], leaves: [], trips: [] };
}

/** Six of the person's own ten customers, an hour each and twenty minutes on the way, with some metres of error. */
function honestDay(n: number, day: string, fromSeq: number): SegmentFix[] {
  const startMs = +instantOf(day, '09:00', TIME_ZONE);
  const dayNo = Math.floor(startMs / 86_400_000);
  const customer = (turn: number) => {
    const own = (turn * 3 + dayNo) % 10;
    return {
      x: ((n % 31) - 15) * 1_000 + (own % 5) * 130,
      y: ((Math.floor(n / 31) % 31) - 15) * 1_000 + own * 60,
    };
  };
  return Array.from({ length: (9 * 3_600_000) / STEP_MS }, (_, at) => {
    const minute = (at * STEP_MS) / 60_000;
    const turn = Math.floor(minute / 80);
    const onWay = Math.max(0, (minute % 80) - 60) / 20;
    const [from, to] = [customer(turn), customer(turn + 1)];
    const wander = (k: number) => 6 * Math.sin(at * k + n);
    const point = spot(
      from.x + (to.x - from.x) * onWay + wander(0.31),
      from.y + (to.y - from.y) * onWay + wander(0.17),
    );
    const atMs = startMs + at * STEP_MS;
    return { seq: fromSeq + at, atMs, capturedAtMs: atMs, ...point, accuracyM: 8 + ((at + n) % 9) };
  });
}

function spot(x: number, y: number): { lng: number; lat: number } {
  return { lng: plane.lngOf(x), lat: plane.latOf(y) };
}
