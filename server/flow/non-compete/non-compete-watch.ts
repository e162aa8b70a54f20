import { getTimeZone } from '../../store/org-mapping.ts';
import {
  listNonCompeteToldToAnswer,
  saveNonCompeteDue,
  type NonCompeteCaseRecord,
} from '../../store/non-compete-cases.ts';
import { recountOf } from '../company/recount.ts';
import type { Deps } from '../deps.ts';
import { tendEach } from '../each-of.ts';
import { auditLine } from './non-compete-parts.ts';

/** Who was told and has not answered gets the days that a changed calendar adds; none are taken. */
export async function watchNonCompeteCases(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const told = await listNonCompeteToldToAnswer();
  await tendEach('non-compete cases', told, (record) => recount(deps, record, timeZone));
}

async function recount(deps: Deps, record: NonCompeteCaseRecord, timeZone: string): Promise<void> {
  const { id, version, personId, state, answerDueAt, counted } = record;
  const noted = { id, ...(answerDueAt && { dueAt: answerDueAt }), ...(counted && { counted }) };
  const moved = await recountOf(deps, noted, { timeZone, isTold: true });
  if (!moved) return;
  const { dueAt, auditId, entry } = moved;
  const { at, actorId, why } = entry;
  const change = { ...entry, action: 'non_compete_case.recount', from: state, to: state };
  const audit = auditLine({ collection: 'non_compete_cases', id, version, personId }, change);
  await saveNonCompeteDue(record, {
    dueAt,
    row: { at, actorId, event: 'recount', from: state, to: state, reason: why },
    pending: [
      { ...audit, id: auditId },
      { id: `${auditId}:refresh`, kind: 'refresh' },
    ],
  });
}
