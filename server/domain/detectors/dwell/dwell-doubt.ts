import type { Interval } from '../../interval.ts';
import type { Finding } from '../finding.ts';
import { WITNESS } from '../place/place-witness.ts';
import type { PresenceFields } from '../settings/presence-fields.ts';
import type { Track } from '../../track/track.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import { errorRadiusM } from '../place/error-radius.ts';

type Question = Readonly<{ fixes: Track; settings: PresenceFields }>;
type Heard = Readonly<{
  presence: readonly Interval[];
  says: Uint8Array;
  adjoins: boolean;
  isShort: boolean;
}>;

/** Why presence is not proven, or that it is refuted: as much time with fixes elsewhere as with fixes there. */
export function doubtOf(question: Question, heard: Heard): Pick<Finding, 'verdict' | 'reasons'> {
  const { settings } = question;
  const { fixes, inaccurate, minutes } = countHeard(question, heard);
  const elsewhere = minutes[WITNESS.elsewhere].size;
  if (elsewhere >= settings.minFixes && elsewhere >= minutes[WITNESS.near].size)
    return { verdict: 'contradicted', reasons: ['elsewhere'] };
  const reasons = [
    heard.adjoins && 'own_place_neighbour',
    minutes[WITNESS.other].size > 0 && 'own_place_near',
    elsewhere > 1 && 'conflicting_positions',
    inaccurate * 2 > fixes && 'poor_accuracy',
    fixes < settings.minFixes && 'few_fixes',
    heard.isShort && 'may_be_shorter',
  ].filter((reason) => reason !== false);
  return { verdict: 'undecided', reasons: reasons.length > 0 ? reasons : ['not_inside'] };
}

/** Distinct minutes with each word, not fixes: a phone that reports faster than another is no better witness. */
function countHeard({ fixes: { atMs, accuracyM }, settings }: Question, { presence, says }: Heard) {
  const minutes = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()] as const;
  let fixes = 0;
  let inaccurate = 0;
  for (const { startAt, endAt } of presence)
    for (
      let at = firstAtOrAfter(atMs, startAt.getTime());
      at < atMs.length && (atMs[at] ?? 0) <= endAt.getTime();
      at++
    ) {
      fixes++;
      if (!(errorRadiusM(accuracyM[at]) <= settings.maxAccuracyM)) inaccurate++;
      minutes[says[at] ?? 0]?.add(Math.floor((atMs[at] ?? 0) / 60_000));
    }
  return { fixes, inaccurate, minutes };
}
