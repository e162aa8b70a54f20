import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import type { Feishu } from '../../server/feishu/platform.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { insertAcknowledgement } from '../../server/store/acknowledgements.ts';
import { markDirty } from '../../server/store/detections.ts';
import { saveOrgMapping } from '../../server/store/org-mapping.ts';
import { savePerson, type Person } from '../../server/store/people.ts';
import { savePlace } from '../../server/store/place-changes.ts';
import { insertPolicy } from '../../server/store/policies.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { appendSegment } from '../../server/store/segments.ts';
import { giveAssessment } from '../support/assessment.ts';
import { takeSnapshot } from '../support/snapshot.ts';
import { createRecordingFeishu } from './recording-feishu.ts';

export const TIME_ZONE = 'Asia/Shanghai';
/** Thursday: the shift of these tests, 09:00-18:00. */
export const DAY = '2026-11-19';
export const at = (clock: string, day = DAY): Date => new Date(`${day}T${clock}:00+08:00`);
/** The last instant of a day. */
export const dayEnd = (day = DAY): Date => new Date(`${day}T23:59:59.999+08:00`);
export const RIVAL = { lng: 121.5, lat: 31.23 };
const STORE = { lng: 121.52, lat: 31.25 };
let ordinal = 0;

export function buildPerson(overrides: Partial<Person> & Pick<Person, 'id'>): Person {
  const { id } = overrides;
  return {
    openId: `ou_${id}`,
    userId: `u_${id}`,
    employeeNo: `E-${id}`,
    name: `姓名${id}`,
    roles: ['employee'],
    staffKind: 'promoter',
    engagement: 'full_time',
    employer: 'company',
    departmentIds: ['d1'],
    regionId: 'pudong',
    timeZone: TIME_ZONE,
    isActive: true,
    ...overrides,
  };
}

/** One region: an employee, a manager, two HR people, an HR lead, two lawyers; a rival and an own store; a policy in force. */
export async function createCompany(feishu?: Feishu) {
  const recording = createRecordingFeishu();
  let now = at('12:00');
  const queued: string[] = [];
  const deps: Deps = {
    feishu: feishu ?? recording.feishu,
    now: () => now,
    enqueue: async ({ name }) => {
      queued.push(name);
    },
    publicUrl: 'https://mingqin.example',
    approvalCodes: {
      decision: 'DECISION',
      declaration: 'DECLARATION',
      flexible: 'FLEXIBLE',
      unmask: 'UNMASK',
      export: 'EXPORT',
    },
    secretKey: 'k'.repeat(32),
    settleMs: 30_000,
  };
  await (restore ? restore() : found());
  return {
    deps,
    recording,
    queued,
    setNow: (to: Date) => {
      now = to;
    },
  };
}
export type Company = Awaited<ReturnType<typeof createCompany>>;

/** Made once a file, on an empty database; put back as it was for each test. */
let restore: (() => Promise<void>) | undefined;

async function found(): Promise<void> {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})));
  const office = { staffKind: 'office' } as const;
  const people = [
    buildPerson({ id: 'zhang', name: '张导购', storePlaceId: 'store', leaderOpenId: 'ou_boss' }),
    buildPerson({ id: 'wang', name: '王经理', roles: ['employee', 'area_manager'], ...office }),
    buildPerson({
      id: 'zhao',
      name: '赵经理',
      roles: ['employee', 'area_manager'],
      regionId: 'puxi',
      ...office,
    }),
    buildPerson({ id: 'li', name: '李HR', roles: ['employee', 'hr'], ...office }),
    buildPerson({ id: 'sun', name: '孙主管', roles: ['employee', 'hr', 'hr_lead'], ...office }),
    buildPerson({ id: 'zhou', name: '周法务', roles: ['employee', 'legal'], ...office }),
    buildPerson({ id: 'boss', name: '钱法务', roles: ['employee', 'legal'], ...office }),
  ];
  for (const person of people) await savePerson(person);
  await saveOrgMapping({
    regions: [
      { id: 'pudong', name: '浦东区域', departmentId: 'd1', groupChatId: 'oc_pudong' },
      { id: 'puxi', name: '浦西区域', departmentId: 'd2' },
    ],
    stores: [],
    roleRules: [],
    staffKinds: [],
    timeZone: TIME_ZONE,
  });
  const source = { datum: 'wgs84', digest: 'x' } as const;
  await savePlace(
    { id: 'rival', name: '竞品旗舰店', roles: ['competitor'], center: RIVAL, radiusM: 60 },
    source,
  );
  await savePlace(
    { id: 'store', name: '自家门店', roles: ['own_store'], center: STORE, radiusM: 60 },
    source,
  );
  const adopted = new Date('2026-10-01T00:00:00Z');
  await insertPolicy(
    {
      version: '1',
      title: '规范',
      body: '正文',
      hash: 'h',
      effectiveAt: adopted,
      adoptedAt: adopted,
      consultation: '工会',
    },
    [],
  );
  await acknowledge('zhang', adopted);
  await giveAssessment();
  restore = await takeSnapshot();
}

export async function acknowledge(personId: string, when: Date, version = '1'): Promise<void> {
  await insertAcknowledgement({ personId, version, hash: 'h', language: 'zh', readMs: 1, at: when }, []);
}

/** A working day with one shift 09:00-18:00; answers the shift's id. */
export async function giveShift(personId: string, day = DAY): Promise<string> {
  const id = `${day}:S1:0`;
  const shift = { id, startAt: at('09:00', day), endAt: at('18:00', day), breaks: [], placeId: 'store' };
  await saveSchedules([{ personId, day, timeZone: TIME_ZONE, shifts: [shift], leaves: [], trips: [] }]);
  return id;
}

/** A fix every two minutes at one place, stored and marked as the ingest flow does. */
export async function dwell(
  personId: string,
  stay: Readonly<{
    from: string;
    to: string;
    day?: string;
    where?: 'rival' | 'store';
    receivedAt?: Date;
    jitterM?: number;
  }>,
): Promise<void> {
  const { from, to, day = DAY, where = 'rival', receivedAt = at(to, day) } = stay;
  const { lng, lat } = where === 'rival' ? RIVAL : STORE;
  const fixes = [];
  for (let ms = +at(from, day), seq = 0; ms <= +at(to, day); ms += 120_000, seq += 1) {
    const shake = ((seq % 3) - 1) * 0.00003;
    fixes.push({ seq, atMs: ms, capturedAtMs: ms, lng: lng + shake, lat: lat - shake, accuracyM: 12 });
  }
  ordinal += 1;
  await appendSegment({
    personId,
    installId: uuidv7(),
    ordinal,
    receivedAt,
    sourceDatum: 'wgs84',
    fixes,
    conflicts: [],
  });
  await markDirty({ personId, shiftId: `${day}:S1:0`, day, at: receivedAt });
}
