import { sayRefusal } from '../contract/texts/refusals.ts';
import { AppError } from '../errors.ts';

const NO_REPLY = -1;
/** App id unknown or malformed; app secret wrong. */
const WRONG_CREDENTIALS: readonly unknown[] = [10_003, 10_014];
const MISSING_SCOPE = 99_991_672;
const NO_DEFINITION = 1_390_002;

/** Why the first call to Feishu failed, as whoever set it up can mend it. */
export function explainFirstCall(error: unknown, baseUrl: string): string {
  const code = error instanceof AppError ? error.details['code'] : undefined;
  if (code === NO_REPLY) return `nothing answers at ${baseUrl} (FEISHU_BASE_URL)`;
  if (WRONG_CREDENTIALS.includes(code)) return 'Feishu refuses FEISHU_APP_ID or FEISHU_APP_SECRET';
  if (code === MISSING_SCOPE) return 'the app lacks a scope of the manifest, or its version is not published';
  if (code === NO_DEFINITION) return 'Feishu has no approval definition of this code';
  return error instanceof AppError ? sayRefusal(error.why, 'en', error.details) : 'unexpected error';
}
