import { isWithin } from '../../domain/interval.ts';
import { admitFix } from '../../domain/working-time.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { findDuePrompts, movePrompt, type PresencePrompt } from '../../store/presence-prompts.ts';
import { findWorkRecords } from '../../store/work-records.ts';
import type { Deps } from '../deps.ts';
import { findSchedulesAround } from '../ingest/ingest-judge.ts';
import { findMyPolicy } from '../policy/policy.ts';

const MANY = 500;
/** Tasks are looked for from this long before the moment. */
const TASK_MS = 12 * 3_600_000;

/** Asks whom it is time to ask, and closes what nobody answered: that only shows in the coverage, it is no evidence. */
export async function movePrompts(deps: Deps): Promise<void> {
  const now = deps.now();
  for (const prompt of await findDuePrompts(now, MANY)) {
    if (prompt.state === 'open')
      await movePrompt(prompt, { state: 'unanswered' }, [refreshOf(prompt, 'over')]);
    else if (now < prompt.answerBy && (await mayAsk(deps, prompt)))
      await movePrompt(prompt, { state: 'open' }, [cardOf(prompt)]);
    else await movePrompt(prompt, { state: 'dropped' });
  }
}

/** In working time only, of people who know the rules, and never of a rider on a task. */
async function mayAsk(deps: Deps, { personId }: PresencePrompt): Promise<boolean> {
  const now = deps.now();
  const person = await findPerson(personId);
  if (!person?.isActive) return false;
  if (admitFix(await findSchedulesAround(person, [+now]), now) !== 'ok') return false;
  if ((await findMyPolicy(deps, personId))?.acknowledgedAt === undefined) return false;
  return person.staffKind !== 'rider' || !(await isOnTask(person, now));
}

async function isOnTask({ employeeNo }: Person, now: Date): Promise<boolean> {
  const records = await findWorkRecords(employeeNo, new Date(+now - TASK_MS), new Date(+now + 1));
  return records.some((record) => record.kind === 'tasks' && isWithin(now, record));
}

const cardOf = ({ id }: PresencePrompt) =>
  ({ id: `presence_prompts:${id}:card`, kind: 'card', slot: 'presence' }) as const;
export const refreshOf = ({ id }: PresencePrompt, why: string) =>
  ({ id: `presence_prompts:${id}:${why}`, kind: 'refresh' }) as const;
