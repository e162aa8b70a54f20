import { pathWaitsZh } from '../../contract/texts/path-waits.zh.ts';
import type { Wait } from '../../domain/case/case.ts';
import { endWait, openWaitOf, standardWaitDays } from '../../domain/case/waits.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { waitOf, type PathWait } from '../../domain/sanction/wait-of.ts';
import type { Sanction } from '../../domain/sanction/sanction.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { findSanctionById } from '../../store/sanctions.ts';
import { factsOf } from '../case/case-facts.ts';
import { mayStep, stepCase } from '../case/case-step.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';

/**
 * The case waits for what its legal path waits for, from the step that began it to the one that ends it; each wait starts once. A wait
 * HR started for something else is left alone.
 */
export async function followSanction(deps: Deps, id: string): Promise<void> {
  const sanction = await findSanctionById(id);
  const record = sanction && (await findCase(sanction.caseId));
  if (!sanction || !record) return;
  const open = openWaitOf(record);
  const isOwn = open !== undefined && open.reason.startsWith(pathWaitsZh.path[sanction.path]);
  if (open && !isOwn) return;
  const wanted = waitOf(sanction);
  const reason = wanted && reasonOf(sanction, wanted);
  if (open?.reason === reason) return;
  const isDone = record.waits?.some((wait) => wait.reason === reason);
  if (wanted && reason !== null && !isDone)
    return begin(deps, { record, sanction, wanted, reason, isRunning: isOwn });
  if (isOwn && mayStep(deps, record, 'resume', SYSTEM)) await end(deps, record, open);
}

const reasonOf = ({ path }: Sanction, { kind }: PathWait): string =>
  `${pathWaitsZh.path[path]}${pathWaitsZh.waits[kind]}`;

type Beginning = Readonly<{
  record: CaseRecord;
  sanction: Sanction;
  wanted: PathWait;
  reason: string;
  /** An earlier wait of the same path runs still and ends with it. */
  isRunning: boolean;
}>;

async function begin(deps: Deps, { record, sanction, wanted, reason, isRunning }: Beginning): Promise<void> {
  const startedAt = deps.now();
  const actor = await actorOf(sanction);
  if (!isRunning && !mayStep(deps, record, 'wait', actor)) return;
  const { kind } = wanted;
  const due = await dueOf(record, wanted, startedAt);
  const wait: Wait = { kind, startedAt, ...due, byId: actor.personId, reason };
  const next = {
    event: 'wait',
    reason,
    changes: { waits: [...endWait(record.waits, startedAt), wait] },
  } as const;
  if (!isRunning) await stepCase(deps, record, { ...next, actor, waitFor: kind });
  else if (mayStep(deps, record, 'resume', SYSTEM))
    await stepCase(deps, record, { event: 'resume', actor: SYSTEM, reason, followedBy: next });
}

async function end(deps: Deps, record: CaseRecord, { reason }: Wait): Promise<void> {
  const changes = { waits: endWait(record.waits, deps.now()) };
  await stepCase(deps, record, { event: 'resume', actor: SYSTEM, reason, changes });
}

async function dueOf(record: CaseRecord, { kind, dueAt }: PathWait, at: Date) {
  if (dueAt) return { dueAt, certain: true };
  const { zone, settings } = await factsOf(record);
  const workingDays = standardWaitDays(kind, settings) ?? 1;
  const due = addWorkingDays(at, workingDays, zone);
  return { dueAt: due.at, certain: due.certain, workingDays };
}

/** Who took the path's last step: the wait is theirs. */
async function actorOf({ history }: Sanction): Promise<Actor> {
  const personId = history.at(-1)?.actorId ?? 'system';
  return { personId, roles: (await findPerson(personId))?.roles ?? [] };
}
