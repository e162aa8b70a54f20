import type { DemandReplyBody } from '../../server/contract/sanction.ts';
import type { SanctionView } from '../../server/contract/view-sanction.ts';
import { call } from '../api.ts';

const id = encodeURIComponent;

/** Letters of the own case: the same four routes in the app and behind the leaver's door. */
export function createLettersApi(
  root: '/api/v1' | '/api/v1/leaver',
  options: { quiet?: boolean; healed?: boolean } = {},
) {
  const of = (caseId: string) => `${root}/cases/${id(caseId)}`;
  return {
    view: (caseId: string) => call<SanctionView>('GET', `${of(caseId)}/sanction`, options),
    reply: (caseId: string, body: DemandReplyBody) =>
      call<SanctionView>('POST', `${of(caseId)}/sanction/reply`, { ...options, body }),
    receive: (caseId: string, letterId: string) =>
      call<SanctionView>('POST', `${of(caseId)}/letters/${id(letterId)}/receipt`, options),
    fileUrl: (caseId: string, letterId: string) => `${of(caseId)}/letters/${id(letterId)}/file`,
  };
}
export type LettersApi = ReturnType<typeof createLettersApi>;
