import { SignerSchema, type Signer } from '../../contract/tuning.ts';
import { conflict } from '../../errors.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import type { ThresholdChange } from '../../store/threshold-changes.ts';
import type { Deps } from '../deps.ts';
import { pickApprover } from '../approval/pick-approver.ts';

/** Whose signature is asked for next, and of whom. */
export async function nextAsking(
  deps: Deps,
  change: Pick<ThresholdChange, 'id' | 'seq' | 'byId' | 'signatures'>,
): Promise<Pick<ThresholdChange, 'asking'>> {
  const missing = SignerSchema.options.filter((as) => !change.signatures[as]);
  for (const as of missing)
    if ((await findSigners(change, as)).length === 0) throw conflict('no_signer', { missing: as });
  const as = missing[0];
  const signer = as && pickApprover(await findSigners(change, as), change.id);
  if (!as || !signer) return {};
  const requestId = `${change.id}:${change.seq}:${as}`;
  return { asking: { requestId, as, at: deps.now(), approverIds: [signer.id] } };
}

/** Who may sign as this: neither who proposes nor who has signed as the other. */
export async function findSigners(
  { byId, signatures }: Pick<ThresholdChange, 'byId' | 'signatures'>,
  as: Signer,
): Promise<Person[]> {
  const taken = new Set([byId, ...Object.values(signatures).map((one) => one.byId)]);
  return (await findPeopleWithRole(as)).filter(({ id }) => !taken.has(id));
}

export const maySign = (person: Person | null, as: Signer): person is Person =>
  person?.isActive === true && person.roles.includes(as);

/** As what somebody may still sign. */
export function openRoles({ status, signatures, byId }: ThresholdChange, reader: Person): Signer[] {
  const hasSigned = [byId, ...Object.values(signatures).map((one) => one.byId)].includes(reader.id);
  if (status !== 'waiting' || hasSigned) return [];
  return SignerSchema.options.filter((as) => maySign(reader, as) && !signatures[as]);
}
