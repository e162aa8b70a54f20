import { createServer } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { PullSourceBodySchema } from '../../../server/contract/pull-source.ts';
import { contactCase } from '../../../server/flow/case.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { askPack } from '../../../server/flow/pack/pack.ts';
import { createPullSource } from '../../../server/flow/pull/pull-source.ts';
import { relay } from '../../../server/flow/relay.ts';
import type { Sandbox } from '../../../server/sandbox/index.ts';
import { listCases, saveMove } from '../../../server/store/cases.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { insertPhoto } from '../../../server/store/photos.ts';
import { at, buildPerson, dwell, giveShift } from '../company.ts';
import type { Act } from './crash-acts.ts';

const HR = { personId: 'li', roles: ['employee', 'hr'] };
const DAY_MS = 86_400_000;

export type World = Readonly<{ deps: Deps; sandbox: Sandbox; crmUrl: string }>;
/** Something to be killed in: what was there before, when it begins, what the queue runs. */
export type Story = Readonly<{ what: string; act: Act; now: Date; prepare: (world: World) => Promise<void> }>;

export const STORIES: readonly Story[] = [
  {
    what: 'what a person asked to delete goes',
    act: 'sweep',
    now: at('14:00', '2026-11-20'),
    prepare: async ({ deps }) => {
      await giveShift('zhang');
      await dwell('zhang', { from: '14:00', to: '14:40', where: 'store' });
      await detectPerson(deps, 'zhang');
      await insertTraces();
      const person = await findPerson('zhang');
      if (!person) throw new Error('no person');
      const id = uuidv7();
      const later = { ...deps, now: () => at('13:00', '2026-11-20') };
      await requestData(later, person, { id, kind: 'delete', topic: 'all', text: '请删除我的数据' });
      await answerDataRequest(later, HR, { id, body: { result: 'done', reason: '已按要求删除数据' } });
    },
  },
  {
    what: 'the night is judged and cards go out',
    act: 'sweep',
    now: at('09:30', '2026-11-20'),
    prepare: async () => {
      await giveShift('zhang');
      await dwell('zhang', { from: '10:00', to: '11:20' });
    },
  },
  {
    what: 'the directory is read',
    act: 'directory',
    now: at('10:00', '2026-11-20'),
    prepare: async ({ sandbox }) => {
      sandbox.removeUser('ou_zhao');
      await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
    },
  },
  {
    what: 'shifts, leave and punches are read',
    act: 'attendance',
    now: at('10:00', '2026-11-20'),
    prepare: async ({ sandbox }) => {
      await sandbox.punch({ openId: 'ou_zhang' });
    },
  },
  {
    what: 'old data goes',
    act: 'sweep',
    now: new Date(+at('10:00') + 1000 * DAY_MS),
    prepare: async ({ deps }) => {
      await openCase(deps);
      await insertTraces();
      const [record] = await listCases({ limit: 1 });
      if (!record) throw new Error('no case');
      const move = {
        at: at('12:00', '2026-12-01'),
        actorId: 'li',
        event: 'close',
        from: record.state,
        to: 'closed' as const,
      };
      const { clock: _clock, ...rest } = record;
      await saveMove(
        record,
        { ...rest, state: 'closed', version: record.version + 1, history: [...record.history, move] },
        { pending: [], dropped: [] },
      );
    },
  },
  {
    what: 'a second person is asked',
    act: 'sweep',
    now: at('12:30'),
    prepare: async ({ deps }) => {
      await openCase(deps);
      await ask(deps);
    },
  },
  {
    what: 'a second person has answered',
    act: 'sweep',
    now: at('13:30'),
    prepare: async ({ deps, sandbox }) => {
      await openCase(deps);
      await ask(deps);
      await relay(deps);
      const [asked] = sandbox.approvals();
      const openId = asked?.nodes[0]?.approverOpenIds[0] ?? '';
      await sandbox.approve({ openId, instanceCode: asked?.instanceCode ?? '', decision: 'APPROVED' });
    },
  },
  {
    what: 'records are pulled',
    act: 'pull',
    now: at('12:30'),
    prepare: async ({ deps, crmUrl }) => {
      const body = PullSourceBodySchema.parse({
        name: 'crm',
        kind: 'visits',
        url: `${crmUrl}/visits?cursor={cursor}`,
        paging: { kind: 'cursor', path: 'next' },
        rowsPath: 'data',
        auth: { kind: 'none' },
        fields: [
          { field: 'externalId', from: 'id' },
          { field: 'employeeNo', from: 'owner' },
          { field: 'customerId', from: 'customer' },
          { field: 'startAt', from: 'start', read: 'time' },
          { field: 'endAt', from: 'end', read: 'time' },
        ],
        since: 'iso',
        everyMin: 30,
      });
      await createPullSource(deps, { personId: 'root', roles: ['admin'] }, body);
    },
  },
];

async function openCase(deps: Deps): Promise<void> {
  await giveShift('zhang');
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
}

async function ask(deps: Deps): Promise<void> {
  const [record] = await listCases({ limit: 1 });
  const caseId = record?.id ?? '';
  await contactCase(deps, HR, { caseId });
  await askPack(deps, HR, { caseId, purpose: '劳动仲裁需要提交本案全部证据，仅用于本案' });
}

/** Photos and punches of the day. */
async function insertTraces(): Promise<void> {
  for (const clock of ['09:00', '09:30', '15:00']) {
    const id = `photo-${clock}`;
    const when = at(clock);
    const sizes = { widthPx: 1, heightPx: 1 };
    await insertPhoto(
      {
        id,
        personId: 'zhang',
        punchId: id,
        capturedAt: when,
        receivedAt: when,
        sourceSha256: id,
        sha256: id,
        ...sizes,
      },
      Buffer.from('jpeg'),
    );
  }
}

/** A CRM with three pages of visits. */
export function createCrm() {
  const visit = (id: number): object => ({
    id: `v${id}`,
    owner: 'E-zhang',
    customer: 'c-1',
    start: `2026-11-${10 + (id % 9)} 10:00:00`,
    end: `2026-11-${10 + (id % 9)} 10:30:00`,
  });
  return createServer((request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://crm').searchParams.get('cursor'));
    const data = [0, 1, 2].map((n) => visit(page * 3 + n));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data, next: page < 2 ? String(page + 1) : null }));
  });
}
