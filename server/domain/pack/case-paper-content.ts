import { casePaperZh as texts } from '../../contract/texts/case-paper.zh.ts';
import { nameOf as detectorName } from '../../contract/texts/detector-name.ts';
import { detectorNamesZh } from '../../contract/texts/detector-names.zh.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { numbersZh } from '../../contract/texts/numbers.zh.ts';
import { withUnit } from '../../contract/texts/units.ts';
import type { Case } from '../case/case.ts';
import { courseOf, momentIn, type CaseFacts } from './case-paper.ts';

export type CasePaper = Readonly<{
  company: string;
  title: string;
  caseNo: string;
  sections: readonly Readonly<{ heading: string; lines: readonly string[] }>[];
}>;
type Facts = CaseFacts &
  Readonly<{
    company: string;
    person: Readonly<{ name: string; employeeNo: string }>;
    /** All measures with their money. */
    measures: string;
    reads: readonly Readonly<{ at: Date; readerId: string; what: string; purpose: string }>[];
    madeAt: Date;
  }>;

/** The case as it is printed for whoever has to judge it: who, what was found, what happened when, and who looked. */
export function writeCasePaper(facts: Facts): CasePaper {
  const { record, company } = facts;
  const { headings } = texts;
  const beside = (record.beside ?? []).map(({ sentence }) => sentence.zh);
  const sections = [
    { heading: headings.person, lines: personLines(facts) },
    { heading: headings.finding, lines: findingLines(record) },
    { heading: headings.beside, lines: beside },
    { heading: headings.course, lines: courseLines(facts) },
    { heading: headings.proposal, lines: proposalLines(facts) },
    { heading: headings.papers, lines: paperLines(facts) },
    { heading: headings.reads, lines: readLines(facts) },
  ];
  return {
    company,
    title: texts.title,
    caseNo: record.caseNo,
    sections: sections.filter(({ lines }) => lines.length > 0),
  };
}

function personLines({ record, person, madeAt }: Facts): string[] {
  const { timeZone, engagement, outcome, openedAt } = record;
  const moment = momentIn(timeZone);
  return [
    texts.person(person.name, person.employeeNo, texts.engagements[engagement] ?? engagement),
    texts.opened(moment(openedAt)),
    outcome === undefined ? texts.open : texts.outcome(flowZh.outcomes[outcome]),
    texts.zone(zoneText(timeZone, madeAt), moment(madeAt)),
    texts.hint,
  ];
}

/** Asia/Shanghai（GMT+8） */
function zoneText(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at);
  return `${timeZone}（${parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''}）`;
}

function findingLines({ finding, timeZone }: Case): string[] {
  const { sentence, numbers, verdict, detector, version, whatWouldClear, startAt, endAt } = finding;
  const labels: Readonly<Record<string, string>> = numbersZh;
  const moment = momentIn(timeZone);
  return [
    sentence.zh,
    texts.span(moment(startAt), moment(endAt)),
    texts.verdict[verdict],
    ...Object.entries(numbers).map(([key, value]) => `${labels[key] ?? key}：${withUnit(key, value, 'zh')}`),
    texts.rule(detectorName(detectorNamesZh, detector, '公司自己的规则'), version),
    `${texts.wouldClear}${whatWouldClear.zh}`,
  ];
}

function courseLines(facts: Facts): string[] {
  const moment = momentIn(facts.record.timeZone);
  return courseOf(facts).flatMap(({ at, what, who, said }) => [
    `${moment(at)}　${what}（${who}）`,
    ...said.map((line) => `　　${line}`),
  ]);
}

function proposalLines({ record: { proposal }, measures }: Facts): string[] {
  if (!proposal) return [];
  return [
    texts.measures(measures),
    texts.basis(proposal.legalBasis),
    ...proposal.evidence.map(({ kind, note }) => texts.evidence(flowZh.evidence[kind], note)),
  ];
}

function paperLines({ record, letters, files }: Facts): string[] {
  const moment = momentIn(record.timeZone);
  return [
    ...letters.map(({ no, name, at, sha256 }) => texts.letterLine(no, name, moment(at), sha256)),
    ...files.map(({ name, from, at, sha256 }) => texts.fileLine(name, texts.from[from], moment(at), sha256)),
  ];
}

function readLines({ record, reads, nameOf }: Facts): string[] {
  const moment = momentIn(record.timeZone);
  return reads
    .toSorted((a, b) => +a.at - +b.at)
    .map(
      ({ at, readerId, what, purpose }) =>
        `${moment(at)}　${nameOf(readerId)}：${texts.reads[what] ?? what}（${purpose}）`,
    );
}
