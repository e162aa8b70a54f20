import { detectorsEvidenceEn } from '../../../contract/texts/detectors-evidence.en.ts';
import { detectorsEvidenceZh } from '../../../contract/texts/detectors-evidence.zh.ts';
import { round } from '../../round.ts';
import type { Finding, Severity, Verdict } from '../finding.ts';
import { distinct, tellFinding } from '../place/place-finding.ts';
import { SPOOFED_LOCATION } from '../settings/spoofed-location-settings.ts';
import { togetherOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

type Told = Readonly<{
  shiftId: string;
  verdict: Verdict;
  signs: readonly SpoofSign[];
  all: readonly SpoofSign[];
}>;

/** The finding of one day. `signs` are those that count; `all` are those told, which an anchor may have taken away. */
export function describeSpoof({ evidence, day, settings }: SpoofQuestion, told: Told): Finding {
  const { shiftId, verdict, signs, all } = told;
  const together = togetherOf(signs);
  return tellFinding(
    {
      ...SPOOFED_LOCATION,
      detector: SPOOFED_LOCATION.name,
      personId: evidence.person.id,
      shiftId,
      days: [day.day],
      spans: all.flatMap(({ spans }) => spans).toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime()),
      records: all.flatMap(({ records = [] }) => records),
      score: round(verdict === 'supported' ? together : Math.min(0.5, together), 3),
      severity: severityOf(verdict, signs),
      verdict,
      numbers: { ...countsOf(all), coveragePct: round(100 * day.coverage.share, 1) },
      thresholds: settings,
      reasons: [
        ...distinct(all.map(({ reason }) => reason)),
        ...(verdict === 'contradicted' ? ['anchor_agrees'] : []),
        ...(verdict === 'undecided' ? ['weak_alone'] : []),
      ],
    },
    { zh: detectorsEvidenceZh.spoofedLocation, en: detectorsEvidenceEn.spoofedLocation },
  );
}

/** The numbers of the finding: how often each sign was seen. */
function countsOf(signs: readonly SpoofSign[]) {
  const countOf = (reason: SpoofSign['reason']) => signs.find((sign) => sign.reason === reason)?.count ?? 0;
  return {
    signs: signs.length,
    jumps: countOf('impossible_jump'),
    suddenArrivals: countOf('sudden_arrival'),
    stillStays: countOf('unnatural_stillness'),
    drawnStretches: countOf('error_drawn_anew'),
    drawnWays: countOf('way_drawn'),
    repeatedStays: countOf('repeats_earlier_day'),
    repeatedPassages: countOf('repeats_earlier_way'),
    repeatedFixes: countOf('repeats_itself'),
    sharedFixes: countOf('same_as_colleague'),
    besideColleaguePct: countOf('moves_with_colleague'),
    reusedPhotos: countOf('photo_reused'),
    colleagueDevicePunches: countOf('colleague_device'),
    riskFlags: countOf('platform_risk'),
  };
}

function severityOf(verdict: Verdict, signs: readonly SpoofSign[]): Severity {
  if (verdict !== 'supported') return 'low';
  return signs.length > 1 && signs.some(({ isHard }) => isHard) ? 'high' : 'medium';
}
