import type { LeadReceipt, LeadStatusView, PublicLeadBody } from '../../server/contract/lead.ts';
import { call } from '../api-call.ts';

/** Nobody is sent to the staff sign-in from here. */
const quiet = { quiet: true, healed: true } as const;

/** The two public routes. */
export const leadApi = {
  send: (body: PublicLeadBody) => call<LeadReceipt>('POST', '/api/v1/public/leads', { ...quiet, body }),
  status: (receipt: string) =>
    call<LeadStatusView>('POST', '/api/v1/public/leads/status', { ...quiet, body: { receipt } }),
};
