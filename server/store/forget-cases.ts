import { Files } from './case-files.ts';
import { Cases, type CaseDoc } from './cases.ts';
import type { CaseSpan } from './case-history.ts';
import { forgetAlert } from './forget-alerts.ts';
import { Leads } from './leads.ts';
import { Letters } from './letters.ts';
import { Packs } from './packs.ts';
import { Sanctions } from './sanctions.ts';

export type EndedCase = Pick<CaseSpan, 'state' | 'openedAt' | 'history'> &
  Readonly<{ id: string; alertId: string }>;

/** Cases that ended, opened before `before`, one after the other; of their history the last move only. */
export async function* streamEndedCases(before: Date): AsyncGenerator<EndedCase> {
  const fields = { state: 1, openedAt: 1, alertId: 1, history: { $slice: -1 } };
  const query = Cases.find({ state: { $in: ['closed', 'withdrawn'] }, openedAt: { $lt: before } });
  for await (const { _id, ...rest } of query.select(fields).lean<CaseDoc[]>().cursor())
    yield { id: _id, ...rest };
}

/** How many of each kind go with a case. */
export async function countPapers(caseId: string): Promise<Readonly<Record<string, number>>> {
  const [files, letters, packs, sanctions, leads] = await Promise.all([
    Files.countDocuments({ caseId }),
    Letters.countDocuments({ caseId }),
    Packs.countDocuments({ caseId }),
    Sanctions.countDocuments({ caseId }),
    Leads.countDocuments({ caseId }),
  ]);
  return { files, letters, packs, sanctions, leads };
}

/** Deletes a case with its papers and its lead and makes its alert anonymous; the case goes last: a run that broke off finds it again. */
export async function deleteCase({ id, alertId }: Pick<EndedCase, 'id' | 'alertId'>): Promise<void> {
  await Files.deleteMany({ caseId: id });
  await Letters.deleteMany({ caseId: id });
  await Packs.deleteMany({ caseId: id });
  await Sanctions.deleteMany({ caseId: id });
  await Leads.deleteMany({ caseId: id });
  await forgetAlert(alertId);
  await Cases.deleteOne({ _id: id });
}
