import type { CaseView } from '../../server/contract/views.ts';
import { serverOffsetMs } from '../api-call.ts';

type Explaining = Pick<CaseView, 'explanationEndedAt' | 'explanationDueAt'>;

/** When the time to explain ended: said to be over, or come to its end; undefined while it runs. `nowMs`: of the server's clock. */
export function explainingOverAt(
  { explanationEndedAt, explanationDueAt }: Explaining,
  nowMs = Date.now() + (serverOffsetMs() ?? 0),
): string | undefined {
  if (explanationEndedAt !== undefined) return explanationEndedAt;
  return explanationDueAt !== undefined && nowMs >= Date.parse(explanationDueAt)
    ? explanationDueAt
    : undefined;
}
