import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../../server/errors.ts';
import {
  expireApprovals,
  handleApprovalEvent,
  pollApprovals,
} from '../../../server/flow/approval/approval-events.ts';
import { endDeclaration, withdrawDeclaration } from '../../../server/flow/declare/declare-end.ts';
import { askReview } from '../../../server/flow/declare/declare-review.ts';
import { watchDeclarations } from '../../../server/flow/declare/declare-watch.ts';
import { declareSideJob, renewDeclaration } from '../../../server/flow/declare/declare.ts';
import { endFlexible, stopFlexible, withdrawFlexible } from '../../../server/flow/flexible/flexible-end.ts';
import { watchFlexible } from '../../../server/flow/flexible/flexible-watch.ts';
import { requestFlexible } from '../../../server/flow/flexible/flexible.ts';
import { relay } from '../../../server/flow/relay.ts';
import { addDays, dayOf } from '../../../server/domain/time.ts';
import { Declarations, toDeclaration, type Declaration } from '../../../server/store/declaration-model.ts';
import { FlexibleShifts, toFlexible, type FlexibleShift } from '../../../server/store/flexible-model.ts';
import { findPerson, leavePerson, savePerson, type Person } from '../../../server/store/people.ts';
import { TIME_ZONE, type Company } from '../company.ts';

/** `pick` chooses among the ways to do it. */
export type Act = Readonly<{ name: keyof typeof acts; pick: number }>;
type Doing = Readonly<{ company: Company; pick: number }>;

const HOUR_MS = 3_600_000;
const PEOPLE = ['boss', 'li', 'sun', 'zhou', 'wang', 'zhao', 'zhang'] as const;
const one = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

export async function listDeclarations(): Promise<Declaration[]> {
  return (await Declarations.find().sort({ submittedAt: 1, _id: 1 }).lean()).map(toDeclaration);
}
export async function listFlexible(): Promise<FlexibleShift[]> {
  return (await FlexibleShifts.find().sort({ submittedAt: 1, _id: 1 }).lean()).map(toFlexible);
}

async function personOf(id: string): Promise<Person> {
  const found = await findPerson(id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}
const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });
const today = ({ deps }: Company): string => dayOf(deps.now(), TIME_ZONE);

/** What the server does by itself each minute. */
export async function tidy({ deps }: Company): Promise<void> {
  for (const step of [pollApprovals, expireApprovals, watchDeclarations, watchFlexible, relay])
    await step(deps);
}

async function pass({ company }: Doing, hours: number): Promise<void> {
  company.setNow(new Date(+company.deps.now() + hours * HOUR_MS));
  await tidy(company);
}

/** Somebody says something in an approval of the chat; `isTold`: its event comes, else it is found by asking. */
async function press(
  { company, pick }: Doing,
  how: Readonly<{ status: 'APPROVED' | 'REJECTED' | 'CANCELED'; byAnybody?: boolean; comment?: string }>,
): Promise<void> {
  const { deps, recording } = company;
  const waiting = recording.approvals.filter(({ instance }) => instance.status === 'PENDING');
  const found = one(waiting, waiting.length - 1 - (pick % 3 === 0 ? pick % 2 : 0) + waiting.length);
  if (!found) return;
  const { instanceCode, holders } = found.instance;
  const asked = holders[0]?.openId ?? '';
  const by = how.byAnybody === true ? `ou_${one(PEOPLE, pick) ?? ''}` : asked;
  recording.decide(instanceCode, how.status, by, deps.now(), how.comment ?? '按规定可以');
  const event = { kind: 'approval', eventId: uuidv7(), instanceCode, status: how.status } as const;
  if (pick % 4 !== 0) await handleApprovalEvent(deps, event);
}

async function revert({ company, pick }: Doing): Promise<void> {
  const { deps, recording } = company;
  const found = one(
    recording.approvals.filter(({ instance }) => instance.status === 'APPROVED'),
    pick,
  );
  if (!found) return;
  Object.assign(found.instance, { isReverted: true });
  const { instanceCode } = found.instance;
  await handleApprovalEvent(deps, { kind: 'approval', eventId: uuidv7(), instanceCode, status: 'REVERTED' });
}

async function declare({ company, pick }: Doing): Promise<void> {
  if ((await listDeclarations()).length > 2) return;
  const day = today(company);
  await declareSideJob(company.deps, await personOf('zhang'), {
    id: uuidv7(),
    kind: 'employed',
    employer: '某培训机构',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '19:00',
    endTime: '21:00',
    fromDay: day,
    toDay: addDays(day, 20 + pick),
  });
}

async function ask({ company, pick }: Doing): Promise<void> {
  if ((await listFlexible()).length > 2) return;
  const fromDay = addDays(today(company), 1 + (pick % 3));
  await requestFlexible(company.deps, await personOf('zhang'), {
    id: uuidv7(),
    weekdays: [1, 2, 3, 4, 5],
    startTime: '10:00',
    endTime: '19:00',
    fromDay,
    toDay: addDays(fromDay, 4 + (pick % 6)),
    reason: 'private',
  });
}

/** To one of the documents there are, by the person or by HR. */
const onDeclaration =
  (way: (doing: Doing, found: Declaration) => Promise<unknown>) =>
  async (doing: Doing): Promise<void> => {
    const found = one(await listDeclarations(), doing.pick);
    if (found) await way(doing, found);
  };
const onFlexible =
  (way: (doing: Doing, found: FlexibleShift) => Promise<unknown>) =>
  async (doing: Doing): Promise<void> => {
    const found = one(await listFlexible(), doing.pick);
    if (found) await way(doing, found);
  };
const byWhom = async (pick: number) => actorOf(await personOf(one(PEOPLE, pick) ?? 'li'));
const reason = '情况有变，按规定结束';

const acts = {
  declare,
  ask,
  renew: onDeclaration(async ({ company }, { id }) =>
    renewDeclaration(company.deps, await personOf('zhang'), {
      id,
      body: { id: uuidv7(), toDay: addDays(today(company), 60) },
    }),
  ),
  withdraw: onDeclaration(async ({ company }, { id, version }) =>
    withdrawDeclaration(company.deps, actorOf(await personOf('zhang')), { id, version }),
  ),
  end: onDeclaration(async ({ company, pick }, { id, version }) =>
    endDeclaration(company.deps, await byWhom(pick), { id, version, reason }),
  ),
  contest: onDeclaration(async ({ company }, { id, version }) => {
    const body = { id: uuidv7(), version, text: '请换一个人再看一次' };
    return askReview(company.deps, await personOf('zhang'), { id, body });
  }),
  withdraw_hours: onFlexible(async ({ company }, { id, version }) =>
    withdrawFlexible(company.deps, actorOf(await personOf('zhang')), { id, version }),
  ),
  stop_hours: onFlexible(async ({ company }, { id, version }) =>
    stopFlexible(company.deps, actorOf(await personOf('zhang')), { id, version }),
  ),
  end_hours: onFlexible(async ({ company, pick }, { id, version }) =>
    endFlexible(company.deps, await byWhom(pick), { id, version, reason }),
  ),
  approve: (doing: Doing) => press(doing, { status: 'APPROVED' }),
  reject: (doing: Doing) => press(doing, { status: 'REJECTED' }),
  reject_wordless: (doing: Doing) => press(doing, { status: 'REJECTED', comment: '' }),
  cancel: (doing: Doing) => press(doing, { status: 'CANCELED' }),
  meddle: (doing: Doing) => press(doing, { status: 'APPROVED', byAnybody: true }),
  revert,
  pass_on: async ({ company: { recording }, pick }: Doing) => {
    const waiting = recording.approvals.filter(({ instance }) => instance.status === 'PENDING');
    const found = one(waiting, pick);
    if (found) recording.passOn(found.instance.instanceCode, `ou_${one(PEOPLE, pick) ?? ''}`);
  },
  leave: async ({ pick }: Doing) => {
    const person = await personOf(one(PEOPLE, pick) ?? 'li');
    await savePerson({ ...person, isActive: pick % 3 !== 0 });
  },
  go: async ({ company, pick }: Doing) => {
    if (pick % 3 === 0) await savePerson({ ...(await personOf('zhang')), isActive: true });
    else await leavePerson('zhang', company.deps.now(), []);
  },
  tidy: ({ company }: Doing) => tidy(company),
  pass: (doing: Doing) => pass(doing, one([1, 6, 20, 30, 72], doing.pick) ?? 1),
  pass_long: (doing: Doing) => pass(doing, 24 * 10),
} as const satisfies Record<string, (doing: Doing) => Promise<unknown>>;
const isAct = (name: string): name is Act['name'] => Object.hasOwn(acts, name);
export const ACTS = Object.keys(acts).filter(isAct);

/** A refusal by name is an answer, anything else is a fault. */
export async function perform(company: Company, { name, pick }: Act): Promise<void> {
  try {
    await acts[name]({ company, pick });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  }
}
