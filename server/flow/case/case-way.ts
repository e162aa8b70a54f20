import { addWorkingDays } from '../../domain/calendar.ts';
import { openWaitOf } from '../../domain/case/waits.ts';
import { stepForWay, UNREACHABLE } from '../../domain/case/unreachable.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { CANNOT_ANSWER, hasWay } from '../relay/to-subject.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { factsOf } from './case-facts.ts';
import { stepCase } from './case-step.ts';
import { endOpenWait } from './case-wait.ts';

/** Working days in which HR is to give the person a way: as long as any other step of the procedure. */
const WAY_DAYS = 3;

/** The time to answer runs only while the person can: it stands still for who has left without a way to answer, and goes on with one. */
export async function tendWay(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  const mayMatter = record.state === 'contacted' || openWaitOf(record)?.reason === UNREACHABLE;
  const step = mayMatter ? stepForWay(record, await hasWay(deps, record.personId)) : null;
  if (step === 'release') return endOpenWait(deps, SYSTEM, { caseId: record.id, reason: 'leaver_reachable' });
  return step === 'hold' ? hold(deps, record) : record;
}

async function hold(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  const startedAt = deps.now();
  const { zone } = await factsOf(record);
  const due = addWorkingDays(startedAt, WAY_DAYS, zone);
  const wait = {
    kind: 'delivery',
    startedAt,
    dueAt: due.at,
    certain: due.certain,
    workingDays: WAY_DAYS,
    byId: SYSTEM.personId,
    reason: UNREACHABLE,
  } as const;
  return stepCase(deps, record, {
    event: 'wait',
    actor: SYSTEM,
    reason: UNREACHABLE,
    changes: { waits: [...(record.waits ?? []), wait] },
    cards: [{ slot: CANNOT_ANSWER }],
  });
}
