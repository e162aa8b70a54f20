import type { Deps } from '../deps.ts';
import { followLead } from '../lead/lead-case.ts';
import { followZone } from '../zone/zone-follow.ts';
import { followTakenBack } from '../sanction/letter-follow.ts';
import { followSanction } from '../sanction/sanction-wait.ts';
import { followAgreement, followEmployerRecord } from '../non-compete/non-compete-follow.ts';

/** What a document asks to be done elsewhere; repeating changes nothing. */
export async function followUp(
  deps: Deps,
  { collection, id }: Readonly<{ collection: string; id: string }>,
): Promise<void> {
  switch (collection) {
    case 'non_compete_agreements':
      return followAgreement(deps, id);
    case 'non_compete_records':
      return followEmployerRecord(deps, id);
    case 'cases':
      return followTakenBack(deps, id);
    case 'sanctions':
      return followSanction(deps, id);
    case 'leads':
      return followLead(deps, id);
    case 'zones':
      return followZone(deps, id);
    default:
      throw new Error(`nothing follows from ${collection}`);
  }
}
