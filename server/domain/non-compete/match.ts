import type { MatchBasis, MatchVerdict } from '../../contract/non-compete.ts';
import { likenessOf, readCompanyName } from './company-name.ts';
import { isCreditCode } from './credit-code.ts';
import type { MatchSettings } from './settings.ts';

/** A company on the reviewed competitor list. */
export type Competitor = Readonly<{
  id: string;
  name: string;
  creditCode?: string;
  aliases: readonly string[];
}>;
/** An employer as a source names it; the credit code where the source has one. */
export type Employer = Readonly<{ employerName: string; creditCode?: string }>;
/** `competitorId` is absent where nobody is named; `likeness` 0-1 of the nearest name. */
export type Match = Readonly<{
  verdict: MatchVerdict;
  competitorId?: string;
  basis?: MatchBasis;
  likeness: number;
  /** A sign that speaks against it, for the person who looks. */
  doubt?: 'other_code' | 'other_region' | 'not_reviewed' | 'near';
}>;

/**
 * Which company on the list an employer is. The credit code decides where both have one; then the whole name; a likeness decides only
 * above a threshold that people have reviewed, and asks a person below it. The same name under another code is another legal person.
 */
export function matchEmployer(
  employer: Employer,
  list: readonly Competitor[],
  settings: MatchSettings,
): Match {
  const code =
    employer.creditCode !== undefined && isCreditCode(employer.creditCode) ? employer.creditCode : undefined;
  const byCode = code === undefined ? undefined : list.find(({ creditCode }) => creditCode === code);
  if (byCode) return { verdict: 'supported', competitorId: byCode.id, basis: 'credit_code', likeness: 1 };
  const matches = list.map((competitor) => matchName(employer.employerName, competitor, { code, settings }));
  return matches.reduce(stronger, { verdict: 'none', likeness: 0 });
}

function matchName(
  name: string,
  competitor: Competitor,
  { code, settings }: { code: string | undefined; settings: MatchSettings },
): Match {
  const likenesses = [competitor.name, ...competitor.aliases].map((other) => compareNames(name, other));
  const best = likenesses.reduce((a, b) => (rank(b) > rank(a) ? b : a), { likeness: 0, sameRegion: true });
  const { likeness, sameRegion } = best;
  const nearest = Math.round(likeness * 1000) / 1000;
  if (likeness < settings.askAt) return { verdict: 'none', likeness: nearest };
  const basis = likeness === 1 ? 'name' : 'similarity';
  const found = { competitorId: competitor.id, basis, likeness: nearest } as const;
  const hasOtherCode = code !== undefined && competitor.creditCode !== undefined;
  const doubt = hasOtherCode ? 'other_code' : !sameRegion ? 'other_region' : doubtOf(likeness, settings);
  return doubt === undefined ? { ...found, verdict: 'supported' } : { ...found, verdict: 'undecided', doubt };
}

function doubtOf(likeness: number, { sameAt, reviewedBy }: MatchSettings): Match['doubt'] {
  if (likeness === 1) return undefined;
  if (likeness < sameAt) return 'near';
  return reviewedBy.length === 2 ? undefined : 'not_reviewed';
}

/** Names of two places are two companies until somebody looks; a region that only one of them says settles nothing. */
function compareNames(a: string, b: string): { likeness: number; sameRegion: boolean } {
  const [one, other] = [readCompanyName(a), readCompanyName(b)];
  const sameRegion = one.region === '' || other.region === '' || one.region === other.region;
  return { likeness: likenessOf(one.core, other.core), sameRegion };
}

const rank = ({ likeness, sameRegion }: { likeness: number; sameRegion: boolean }): number =>
  likeness * 2 + (sameRegion ? 1 : 0);

const STRENGTH: Readonly<Record<MatchVerdict, number>> = { none: 0, undecided: 1, supported: 2 };

/** The first of equals stays, so that the order of the list decides nothing but ties. */
function stronger(a: Match, b: Match): Match {
  const by = STRENGTH[b.verdict] - STRENGTH[a.verdict] || b.likeness - a.likeness;
  return by > 0 ? b : a;
}
