import type { SegmentFix } from '../domain/track/segment-codec.ts';
import { openFixes, sealFixes } from './segment-fixes.ts';
import { Segments, type SegmentDoc } from './segments.ts';

/** From `fromAt` to before `toAt`. */
type Span = Readonly<{ fromAt: Date; toAt: Date }>;

/** One person's uploads with a fix, or a copy that contradicts one, in the span: a phone without a signal sends days in one. */
export async function findUploadsIn(
  personId: string,
  span: Span,
): Promise<{ id: string; startAt: Date; endAt: Date }[]> {
  const reach = { endAt: { $gte: span.fromAt }, startAt: { $lt: span.toAt } };
  const found = await Segments.find({
    personId,
    $or: [reach, { conflictBytes: { $exists: true } }],
  }).lean<SegmentDoc[]>();
  return found.flatMap((stored) => {
    const times = allOf(stored).map(({ atMs }) => atMs);
    if (!times.some((ms) => isIn(ms, span))) return [];
    return [{ id: stored._id, startAt: new Date(Math.min(...times)), endAt: new Date(Math.max(...times)) }];
  });
}

/** Takes what lies in the span out of these uploads; one of which nothing is left goes. */
export async function eraseFixes(ids: readonly string[], span: Span): Promise<void> {
  for (const _id of ids) {
    const stored = await Segments.findById(_id).lean<SegmentDoc>();
    if (stored) await eraseIn(stored, span);
  }
}

async function eraseIn(stored: SegmentDoc, span: Span): Promise<void> {
  const { _id } = stored;
  const isLeft = ({ atMs }: SegmentFix): boolean => !isIn(atMs, span);
  const opened = openFixes(stored);
  const fixes = opened.fixes.filter(isLeft);
  const conflicts = opened.conflicts.filter(isLeft);
  if (fixes.length + conflicts.length === 0) return void (await Segments.deleteOne({ _id }));
  const times = fixes.map(({ atMs }) => atMs);
  const reach = { startAt: new Date(Math.min(...times)), endAt: new Date(Math.max(...times)) };
  await Segments.updateOne(
    { _id },
    {
      $set: {
        count: fixes.length,
        ...sealFixes(_id, fixes, conflicts),
        ...(times.length > 0 && reach),
      },
      $unset: {
        ...(times.length === 0 && { startAt: 1, endAt: 1 }),
        ...(conflicts.length === 0 && { conflictBytes: 1 }),
      },
    },
  );
}

const isIn = (ms: number, { fromAt, toAt }: Span): boolean => ms >= +fromAt && ms < +toAt;

function allOf(stored: SegmentDoc): SegmentFix[] {
  const { fixes, conflicts } = openFixes(stored);
  return [...fixes, ...conflicts];
}
