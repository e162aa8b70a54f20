import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SetupTestSchema, type MessageTestBody, type SetupTest } from '../../contract/setup.ts';
import { setupZh } from '../../contract/texts/setup.zh.ts';
import { dayOf } from '../../domain/time.ts';
import { AppError, conflict, forbidden } from '../../errors.ts';
import { notice } from '../../feishu/cards/notice.ts';
import { findPerson, listStaff } from '../../store/people.ts';
import type { Pending } from '../../store/pending.ts';
import { getSetting, saveSettingField } from '../../store/settings.ts';
import { watchApprovals } from '../approval/approval-events.ts';
import { toPerson } from '../card/card-parts.ts';
import type { Actor, Deps } from '../deps.ts';

const KEY = 'setup-tests';
const PATIENCE_MS = 10_000;
const TESTERS: readonly string[] = ['admin', 'hr_lead'];
export const mayTestSetup = ({ roles }: Actor): boolean => roles.some((role) => TESTERS.includes(role));

const ResultSchema = z.strictObject({
  at: z.date(),
  /** Absent when it worked. */
  code: z.string().optional(),
  count: z.number().optional(),
});
export type TestResult = z.infer<typeof ResultSchema>;
const ResultsSchema = z.partialRecord(SetupTestSchema, ResultSchema);
export type TestResults = z.infer<typeof ResultsSchema>;

/** How each test went the last time. */
export async function findTestResults(): Promise<TestResults> {
  return ResultsSchema.parse((await getSetting(KEY)) ?? {});
}

/** Tries one thing for real and keeps how it went. None of them changes anything elsewhere, but for a message that somebody asked for. */
export async function runSetupTest(
  deps: Deps,
  actor: Actor,
  { test, message }: Readonly<{ test: SetupTest; message?: MessageTestBody }>,
): Promise<void> {
  if (!mayTestSetup(actor)) throw forbidden('not_your_role');
  if (test === 'message' && (!deps.messages || !message)) throw conflict('not_connected');
  const at = deps.now();
  const done = await tried(() => TESTS[test](deps, actor, message));
  const result: TestResult = { at, ...done };
  const to = done.code === undefined ? 'ok' : done.code;
  const entry = {
    at,
    actorId: actor.personId,
    action: 'setup.test',
    subject: `settings:${KEY}`,
    from: test,
    to,
  };
  const audit: Pending = { id: `${KEY}:${test}:${+at}`, kind: 'audit', entry };
  await saveSettingField(KEY, test, result, [audit]);
  await deps.enqueue({ name: 'relay' });
}

type Done = Readonly<{ count?: number; code?: string }>;
type Run = (deps: Deps, actor: Actor, message?: MessageTestBody) => Promise<Done>;

const TESTS: Readonly<Record<SetupTest, Run>> = {
  card: async (deps, { personId }) => {
    const person = await findPerson(personId);
    const card = notice({ ...setupZh.card, template: 'green' });
    const uuid = randomUUID();
    await deps.feishu.messages.sendCard({ to: toPerson(person?.openId ?? ''), card, uuid });
    return {};
  },
  org: async ({ feishu }) => ({ count: (await feishu.org.fetchOrg()).users.length }),
  /** Asks for the definitions' events, which the server does at each start: it says of each whether it is there and may be used. */
  approvals: async (deps) => {
    const unwatched = await watchApprovals(deps);
    const away = unwatched.find(({ error }) => !(error instanceof AppError));
    if (away) throw away.error;
    const code = unwatched.map(({ variable, error }) => `${variable} ${codeOf(error)}`).join(', ');
    const codes = Object.values(deps.approvalCodes).filter((one) => one !== '');
    return code === '' ? { count: codes.length } : { code };
  },
  attendance: async ({ feishu, now }) => {
    const [one] = await listStaff();
    if (!one) throw conflict('no_staff');
    const day = dayOf(now(), one.timeZone);
    const { days } = await feishu.attendance.fetchSchedules({
      userIds: [one.userId],
      fromDay: day,
      toDay: day,
    });
    return { count: days.length };
  },
  message: async (deps, _actor, message) => {
    if (message) await deps.messages?.send({ id: randomUUID(), ...message, text: setupZh.message });
    return {};
  },
  /** As a phone would: by its public name, through the proxy, with the certificate checked. */
  public_url: async ({ publicUrl }) => {
    const reply = await fetch(`${publicUrl}/healthz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!z.object({ ok: z.literal(true) }).safeParse(await reply.json()).success)
      throw conflict('not_this_server');
    return {};
  },
};

/** A fault of the other side is a result, and so is a network that is not there; the code alone is kept. */
const tried = (run: () => Promise<Done>): Promise<Done> =>
  run().catch((error: unknown) => ({ code: codeOf(error) }));

function codeOf(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? causeOf(error) : 'unexpected';
  const platform = error.details['code'];
  return typeof platform === 'number' ? `${error.code} ${platform}` : error.code;
}

function causeOf({ name, cause }: Error): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
}
