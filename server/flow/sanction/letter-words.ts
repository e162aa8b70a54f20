import type { LetterBody } from '../../contract/sanction.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { lettersZh, type LetterWords } from '../../contract/texts/letters.zh.ts';
import { standingMeasures } from '../../domain/case/standing-measures.ts';
import type { LegalPath } from '../../contract/ladder.ts';
import type { Sanction } from '../../domain/sanction/sanction.ts';
import type { TakenBack } from '../../domain/sanction/taken-back.ts';
import type { SanctionTerms } from '../../domain/sanction/terms.ts';
import { clockOf, dayOf } from '../../domain/time.ts';
import { notFound } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { getCompanyProfile } from '../company/company-profile.ts';
import { ladderOf, loadSanction, policyOf } from './sanction-facts.ts';

const LEGAL_BASIS: Readonly<Record<LegalPath, string>> = {
  rule_breach: '《中华人民共和国劳动合同法》第三十九条第（二）项',
  dual_employment: '《中华人民共和国劳动合同法》第三十九条第（四）项',
};

/** 2026年11月26日 */
export function dayText(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** What HR asks for, or what the taking back of a penalty writes by itself. */
export type LetterAsk =
  LetterBody | Readonly<{ kind: 'revocation'; back: TakenBack; letters: readonly string[] }>;

/** Everything a letter says, written out from the case, its legal path and the company's profile. */
export async function wordsOf(record: CaseRecord, body: LetterAsk, now: Date): Promise<LetterWords> {
  const { personId, caseNo, finding, timeZone, proposal } = record;
  const person = await findPerson(personId);
  if (!person) throw notFound('person');
  const path = pathOf(record, body);
  const [profile, policy, sanction] = await Promise.all([
    getCompanyProfile(),
    policyOf(record),
    loadSanction(record, path),
  ]);
  const at = (when: Date): string => `${dayText(dayOf(when, timeZone))} ${clockOf(when, timeZone)}`;
  const evidence = sanction.evidence ?? proposal?.evidence ?? [];
  return {
    company: profile.name,
    union: profile.union.name,
    person: person.name,
    employeeNo: person.employeeNo,
    caseNo,
    facts: `${at(finding.startAt)} 至 ${at(finding.endAt)}，${finding.sentence.zh.replace(/[。.]$/, '')}`,
    rule: policy
      ? `《${policy.title}》（版本 ${policy.version}）${sanction.rule ? `“${sanction.rule.article}”` : ''}`
      : '公司规章制度',
    evidence: evidence.map(({ kind, note }) => `${flowZh.evidence[kind]}：${note}`),
    hearing: sanction.hearing ? lettersZh.hearing[sanction.hearing.how] : '',
    measures: proposal?.sanction
      ? measureLines(
          { ...proposal.sanction, measures: measuresOf(record, body) },
          record,
          ladderOf(policy).bonusRule?.name,
        )
      : [],
    reason:
      body.kind === 'union_notice' ? body.reason : (proposal?.reason ?? record.verification?.reason ?? ''),
    legalBasis:
      proposal?.legalBasis && path === 'rule_breach'
        ? `${LEGAL_BASIS[path]}，${proposal.legalBasis}`
        : LEGAL_BASIS[path],
    deadline: dayText(deadlineOf(body) ?? ''),
    otherEmployer: body.kind === 'demand' ? body.otherEmployer : '',
    demand: demandText(sanction, timeZone),
    unionPart: unionText(sanction, profile.union.name),
    effectiveDay: body.kind === 'termination' ? dayText(body.effectiveDay) : '',
    appeal: appealText(record, { at, now }),
    receiver: body.kind === 'employer_notice' ? body.receiver : '',
    contact: profile.contact ?? '人力资源部',
    interview:
      body.kind === 'interview'
        ? { at: at(new Date(body.heldAt)), place: body.place, people: body.people, record: body.record }
        : { at: '', place: '', people: '', record: '' },
    takenBack: takenBackText(record, body),
  };
}

/** A letter of the penalty tells what stands of it, one of its taking back what stood. */
function measuresOf(record: CaseRecord, { kind }: LetterAsk): SanctionTerms['measures'] {
  if (kind !== 'revocation') return standingMeasures(record);
  return record.proposal?.sanction?.measures ?? [];
}

function takenBackText({ decision, timeZone }: CaseRecord, body: LetterAsk): LetterWords['takenBack'] {
  if (body.kind !== 'revocation') return { decidedDay: '', letters: '', day: '', how: '', reason: '' };
  const { how, at, reason = lettersZh.newData } = body.back;
  const day = (when: Date): string => dayText(dayOf(when, timeZone));
  return {
    decidedDay: decision ? day(decision.at) : '',
    letters: body.letters.join('、'),
    day: day(at),
    how: lettersZh.takenBack[how],
    reason,
  };
}

export function pathOf({ proposal }: CaseRecord, body: LetterAsk): LegalPath {
  if (body.kind === 'demand') return 'dual_employment';
  if (body.kind === 'union_notice') return body.path;
  return proposal?.sanction?.path ?? 'rule_breach';
}

export function deadlineOf(body: LetterAsk): string | undefined {
  if (body.kind === 'demand') return body.deadlineDay;
  return body.kind === 'union_notice' ? body.replyDay : undefined;
}

function measureLines(terms: SanctionTerms, record: CaseRecord, bonusRule = '公司奖金办法'): string[] {
  const { measures, deductionFen = 0, fineFen = 0, pay, agreement = '' } = terms;
  const texts = lettersZh.measures;
  return measures.map((measure) => {
    if (measure === 'performance_deduction')
      return texts.performance_deduction(yuan(deductionFen), pay?.month ?? '', `《${bonusRule}》`);
    if (measure === 'pay_change' || measure === 'post_change') return texts[measure](agreement);
    if (measure === 'fine') return texts.fine(yuan(fineFen), record.proposal?.legalBasis ?? '');
    return texts[measure];
  });
}

/** What the person may still do against the decision, with its day as the app tells it; or what became of the appeal. */
function appealText(
  { appeal, appealUntilAt, execution }: CaseRecord,
  { at, now }: Readonly<{ at: (when: Date) => string; now: Date }>,
): string {
  const words = lettersZh.appeal;
  if (appeal?.decision) {
    const { result, changedTo, at: decidedAt } = appeal.decision;
    const to = changedTo === undefined || changedTo === 'talk' ? '' : flowZh.penalties[changedTo];
    return words.decided(at(decidedAt), `${flowZh.appealResults[result]}${to}`);
  }
  if (appeal) return words.running(at(appeal.at));
  if (!appealUntilAt) return '';
  const until = at(appealUntilAt);
  if (now >= appealUntilAt) return words.over(until);
  return execution ? words.executed(until) : words.open(until);
}

const yuan = (fen: number): string => lettersZh.amount((fen / 100).toFixed(2));

function demandText({ demand, delivery, refusal }: Sanction, timeZone: string): string {
  if (!demand || !delivery || !refusal) return '';
  const day = (at: Date): string => dayText(dayOf(at, timeZone));
  return `公司已于${day(demand.issuedAt)}书面要求改正，于${day(delivery.at)}送达，期限为${day(demand.deadlineAt)}；本人拒不改正。`;
}

function unionText({ unionAnswer, unionNotice }: Sanction, union: string): string {
  if (unionAnswer) return lettersZh.union.considered(union, unionAnswer.answer);
  return unionNotice ? lettersZh.union.silent(union) : '';
}
