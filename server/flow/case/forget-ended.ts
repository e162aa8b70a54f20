import { CLOSED_CASE_DAYS, caseKeptUntil } from '../../domain/case/kept-until.ts';
import { appendAudit } from '../../store/audit.ts';
import { countPapers, deleteCase, streamEndedCases, type EndedCase } from '../../store/forget-cases.ts';
import { countsIn } from '../counts-in.ts';
import { SYSTEM } from '../deps.ts';

const DAY_MS = 86_400_000;

/** Cases past their time, with their papers. */
export async function forgetCases(now: Date): Promise<number> {
  let gone = 0;
  for await (const ended of streamEndedCases(new Date(+now - CLOSED_CASE_DAYS * DAY_MS))) {
    const keptUntil = caseKeptUntil(ended);
    if (keptUntil === undefined || now <= keptUntil) continue;
    await noteForgotten(ended, now);
    await deleteCase(ended);
    gone += 1;
  }
  return gone;
}

/** Before it is deleted, and once: what went, when and why, and nothing of whom it was about. */
async function noteForgotten({ id, state }: EndedCase, at: Date): Promise<void> {
  await appendAudit(`cases:${id}:forget`, {
    at,
    actorId: SYSTEM.personId,
    action: 'case.forget',
    subject: `cases:${id}`,
    from: state,
    to: countsIn(await countPapers(id)),
    why: `R13: ${CLOSED_CASE_DAYS} days after its end`,
  });
}
