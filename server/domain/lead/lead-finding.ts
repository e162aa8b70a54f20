import { leadsEn } from '../../contract/texts/leads.en.ts';
import { leadsZh } from '../../contract/texts/leads.zh.ts';
import type { Finding } from '../detectors/finding.ts';
import { addDays, instantOf } from '../time.ts';
import type { Lead } from './lead.ts';

/** A finding made of somebody's word: no score, and never more than undecided, whatever it says and however many say it (M27). */
const LEAD_DETECTOR = 'lead';

/** What a lead brings to a case: kind, day and source in neutral words; neither its text nor who sent it. */
export function leadFinding(
  lead: Pick<Lead, 'source' | 'kind' | 'day'>,
  person: Readonly<{ id: string; timeZone: string }>,
): Finding {
  const { source, kind, day } = lead;
  return {
    detector: LEAD_DETECTOR,
    version: 1,
    personId: person.id,
    shiftId: `${day}:lead`,
    startAt: instantOf(day, '00:00', person.timeZone),
    endAt: instantOf(addDays(day, 1), '00:00', person.timeZone),
    days: [day],
    score: 0,
    severity: 'medium',
    verdict: 'undecided',
    numbers: {},
    thresholds: {},
    reasons: ['lead_alone', `source_${source}`],
    evidence: [],
    sentence: {
      zh: leadsZh.sentence(leadsZh.source[source], day, leadsZh.kind[kind]),
      en: leadsEn.sentence(leadsEn.source[source], day, leadsEn.kind[kind]),
    },
    whatWouldClear: { zh: leadsZh.clears, en: leadsEn.clears },
  };
}
