import type { PublicLeadBody } from '../../contract/lead.ts';
import { conflict, rateLimited } from '../../errors.ts';
import {
  countLeads,
  findLeadByReceipt,
  findLeadDigest,
  type LeadRecord,
  type SealedReporter,
} from '../../store/leads.ts';
import type { Deps } from '../deps.ts';
import { findUnderKeys, hashSecret, keysOf, sha256, type Keyed } from '../secret/secret.ts';
import { loadLead, sealReporter, takeLead } from './lead.ts';

const DAY_MS = 86_400_000;
/** Leads a day of everybody without an account together. */
const A_DAY = 300;
/** Crockford's base 32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Anybody says something; answers the number to look it up by, the same one when a reply was lost and it is sent again as it was. */
export async function takePublicLead(
  deps: Deps,
  body: PublicLeadBody,
): Promise<{ lead: LeadRecord; receipt: string }> {
  const { contact, ...told } = body;
  const known = await findLeadDigest(body.id);
  if (known !== null) return repeatedLead(deps, body, known);
  const since = new Date(+deps.now() - DAY_MS);
  if ((await countLeads(since, 'public')) >= A_DAY) throw rateLimited(3600);
  const receipt = receiptOf(deps, body);
  const reporter: SealedReporter = {
    receiptHash: receiptHashOf(deps, receipt),
    ...(contact && { sealed: sealReporter(deps, body.id, contact) }),
  };
  const source = contact ? 'customer' : 'anonymous';
  const lead = await takeLead(deps, { ...told, source }, { reporter, digest: sha256(receipt) });
  return { lead, receipt };
}

async function repeatedLead(
  deps: Deps,
  body: PublicLeadBody,
  digest: string,
): Promise<{ lead: LeadRecord; receipt: string }> {
  const receipt = keysOf(deps)
    .map((key) => receiptOf(key, body))
    .find((one) => sha256(one) === digest);
  if (receipt === undefined) throw conflict('lead_conflict');
  return { lead: await loadLead(body.id), receipt };
}

/** The lead that a number given with it belongs to. */
export const findByReceipt = (deps: Deps, receipt: string): Promise<LeadRecord | null> =>
  findUnderKeys(deps, (by) => findLeadByReceipt(receiptHashOf(by, receipt)));

const receiptHashOf = (key: Keyed, receipt: string): string => hashSecret(key, 'lead-receipt', receipt);

/** Follows from our key and all that was said: nobody can guess it, and it need not be kept to be told again. */
function receiptOf(key: Keyed, body: PublicLeadBody): string {
  const bytes = Buffer.from(hashSecret(key, 'lead-receipt-of', JSON.stringify(body)), 'base64url');
  const letters = Array.from(bytes.subarray(0, 20), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.replace(/.{5}(?!$)/g, '$&-');
}
