import { conflict } from '../../errors.ts';
import { findCase, insertCase, type CaseRecord } from '../../store/cases.ts';
import type { Person } from '../../store/people.ts';
import { numberOf } from '../alert/alert-parts.ts';
import { SYSTEM, type Deps } from '../deps.ts';

/** What a case is opened from: an alert, or a lead that was taken up. */
type Opening = Pick<
  CaseRecord,
  | 'id'
  | 'alertId'
  | 'lead'
  | 'personId'
  | 'pseudonym'
  | 'regionId'
  | 'isTalkOnly'
  | 'timeZone'
  | 'finding'
  | 'beside'
  | 'publishAt'
> &
  Readonly<{
    /** Day its number names, YYYY-MM-DD. */
    day: string;
    person: Person | null;
    /** Why it is opened, where no finding of a detector says so. */
    reason?: string;
  }>;

/** Opens a case with its audit entry; one that is there already stays as it is. */
export async function openCase(deps: Deps, opening: Opening): Promise<CaseRecord> {
  const { day, person, reason, ...known } = opening;
  const { id, personId } = known;
  const at = deps.now();
  const actorId = SYSTEM.personId;
  const why = reason === undefined ? {} : { reason };
  const entry = { at, actorId, action: 'case.open', subject: `cases:${id}`, personId, to: 'open' } as const;
  await insertCase(
    {
      ...known,
      caseNo: numberOf('C', id, day),
      version: 0,
      state: 'open',
      lane: 'undecided',
      engagement: person?.engagement ?? 'unknown',
      openedAt: at,
      history: [{ at, actorId, event: 'open', to: 'open', ...why }],
    },
    [
      {
        id: `${id}:0:audit`,
        kind: 'audit',
        entry: { ...entry, ...(reason !== undefined && { why: reason }) },
      },
    ],
  );
  const opened = await findCase(id);
  if (!opened) throw conflict('case_missing');
  return opened;
}
