import { leadsZh } from '../../contract/texts/leads.zh.ts';
import { isQuiet, nextSpeakMoment } from '../../domain/case/publication.ts';
import { findLead } from '../../store/leads.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Deps } from '../deps.ts';
import { reporterOf } from './lead.ts';

const PHONE = /^\+?\d{6,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Tells a customer who left an address that the lead is closed; nothing of whom it was about. */
export async function sendLeadMessage(deps: Deps, leadId: string, workId: string): Promise<Date | null> {
  const lead = await findLead(leadId);
  const reporter = lead && (await reporterOf(deps, leadId));
  const reach = reporter?.reach?.replaceAll(/[\s-]/g, '') ?? '';
  const channel = PHONE.test(reach) ? 'sms' : EMAIL.test(reach) ? 'email' : null;
  if (!lead || !channel || !deps.messages) return null;
  const timeZone = await getTimeZone();
  const now = deps.now();
  if (isQuiet(now, timeZone)) return nextSpeakMoment(now, timeZone);
  const text = leadsZh.message(lead.leadNo, lead.state === 'malicious');
  await deps.messages.send({ id: workId, channel, to: reach, text });
  return null;
}
