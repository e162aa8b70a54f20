import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readTrackFile } from '../../connectors/files/read-track-file.ts';
import { MeViewSchema, TodayViewSchema } from '../../contract/views.ts';
import type { Fix } from '../../contract/ingest.ts';
import { readOptions, USAGE, type ReplayOptions } from './options.ts';
import { countReceipts, noTotals, sendFixes, wasAnyRefused, type Totals } from './phone.ts';
import { PhoneFault, signIn, sleep, type PhoneSession } from './phone-session.ts';
import { planFast, planFlaky, planSteady, type Sending } from './plan.ts';
import { createProgress, type ErrorStream } from './progress.ts';
import { chooseSlot, pickDay, retime } from './retime.ts';

type ReplayIo = Readonly<{ out: (line: string) => void; err: ErrorStream }>;

/** Runs the command line; the result is the exit code. */
export async function runReplay(args: readonly string[], io: ReplayIo): Promise<0 | 1 | 2 | 3> {
  const read = readOptions(args);
  if ('fault' in read) {
    io.err.write(`replay: ${read.fault}\n${USAGE}\n`);
    return 2;
  }
  try {
    const totals = await replay(read.options, io);
    io.out(JSON.stringify(totals));
    return wasAnyRefused(totals) ? 3 : 0;
  } catch (error) {
    io.err.write(`replay: ${explain(error, read.options)}\n`);
    return 1;
  }
}

async function replay(options: ReplayOptions, io: ReplayIo): Promise<Totals> {
  const points = await readTrackFile(options.file, options.user === undefined ? {} : { user: options.user });
  const session = await signIn(options.server, options.person);
  const { timeZone } = MeViewSchema.parse(await session.get('/api/v1/me'));
  const today = TodayViewSchema.parse(await session.get('/api/v1/today'));
  const picked = pickDay(points, timeZone);
  const slot = chooseSlot(options, {
    shifts: today.shifts.map(({ startAt, endAt }) => ({
      startAt: new Date(startAt),
      endAt: new Date(endAt),
    })),
    timeZone,
    now: new Date(session.serverNowMs()),
    spanMs: (picked.at(-1)?.atMs ?? 0) - (picked[0]?.atMs ?? 0),
  });
  const fixes = retime(picked, slot, timeZone);
  const partly = picked.length < points.length ? ` (the fullest day of ${points.length} in the file)` : '';
  io.err.write(`replay: ${fixes.length} fixes${partly} from ${slot.day} ${slot.start} ${timeZone}\n`);
  const installId = nameInstall(options, slot.day);
  const plan = planOf(fixes, { options, batchSize: today.sampling.batchSize, installId });
  return sendPlan(session, { plan, installId, speed: options.speed, io });
}

function planOf(
  fixes: readonly Fix[],
  { options, batchSize, installId }: { options: ReplayOptions; batchSize: number; installId: string },
): Sending[] {
  if (options.flaky) return planFlaky(fixes, batchSize, Number.parseInt(installId.slice(0, 8), 16));
  return options.speed === 0 ? planFast(fixes) : planSteady(fixes, batchSize);
}

async function sendPlan(
  session: PhoneSession,
  {
    plan,
    installId,
    speed,
    io,
  }: { plan: readonly Sending[]; installId: string; speed: number; io: ReplayIo },
): Promise<Totals> {
  const totals = noTotals();
  const progress = createProgress(
    io.err,
    plan.reduce((sum, { fixes }) => sum + fixes.length, 0),
  );
  let latestMs = plan[0]?.fixes[0]?.capturedAtMs ?? 0;
  for (const { fixes, isReplyLost } of plan) {
    const endMs = fixes.at(-1)?.capturedAtMs ?? latestMs;
    if (speed > 0 && endMs > latestMs) await sleep((endMs - latestMs) / speed);
    latestMs = Math.max(latestMs, endMs);
    const receipts = await sendFixes(session, installId, fixes);
    if (!isReplyLost) countReceipts(totals, receipts);
    progress.step(fixes.length);
  }
  progress.end();
  return totals;
}

/** The same person, file and day are the same phone: a second run repeats its fixes and gets `duplicate`. */
function nameInstall({ person, file, user, start }: ReplayOptions, day: string): string {
  const hash = createHash('sha256')
    .update([person, basename(file), user, start, day].join('\n'))
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function explain(error: unknown, { person, server }: ReplayOptions): string {
  if (error instanceof PhoneFault && error.code === 'consent_missing')
    return `${person} has not agreed to location: open ${server}/h5/ as this person, agree on the consent screen (位置), then run this again; nothing was stored`;
  return error instanceof Error ? error.message : String(error);
}
