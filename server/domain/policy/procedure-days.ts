import type { DaysSpot, SaidDays } from '../../contract/policy-days.ts';
import { recordDaysSaid } from './record-period.ts';

/** Days that the company sets and the code names: working days, of the amnesty calendar days. */
export type ProcedureDays = Readonly<{ appealDays: number; answerDays: number; amnestyDays: number }>;
type Spot = Exclude<DaysSpot, 'records'>;

/** How the texts name each of them; what stands before the number and behind it stays. */
const SAID: readonly (readonly [Spot, keyof ProcedureDays, RegExp])[] = [
  ['answer', 'answerDays', /(公司在 ?)(\d+)( ?个工作日内答复)/g],
  ['second_look', 'appealDays', /(可以在收到(?:答复)?之日起 ?)(\d+)( ?个工作日内申请复核)/g],
  ['second_answer', 'answerDays', /(重新审查， ?)(\d+)( ?个工作日内答复)/g],
  ['appeal', 'appealDays', /(可以在收到(?:答复)?之日起 ?)(\d+)( ?个工作日内申诉)/g],
  ['amnesty', 'amnestyDays', /(首次生效后 ?)(\d+)( ?日内主动申报)/g],
  ['answer', 'answerDays', /(The company answers within )(\d+)( working days)/g],
  ['second_look', 'appealDays', /(you may ask once, within )(\d+)( working days)/g],
  ['second_answer', 'answerDays', /(anew and answers within )(\d+)( working days)/g],
  ['appeal', 'appealDays', /(You may appeal within )(\d+)( working days)/g],
  ['amnesty', 'amnestyDays', /(declared within )(\d+)( days after this code first comes into force)/g],
];

/** The same text with the days that are set; one that names them otherwise, or not at all, stays as it is. */
export const withProcedureDays = (text: string, days: ProcedureDays): string =>
  SAID.reduce(
    (now, [, name, pattern]) =>
      now.replace(
        pattern,
        (_, before: string, _said: string, behind: string) => `${before}${days[name]}${behind}`,
      ),
    text,
  );

/** The days that a version names, each once; its translation where it says others. */
export function listSaidDays({ body, english = '' }: { body: string; english?: string }): SaidDays[] {
  const zh = daysIn(body).map((one) => ({ ...one, language: 'zh' as const }));
  const others = daysIn(english).filter(
    (one) => !zh.some(({ spot, days }) => spot === one.spot && days === one.days),
  );
  return [...zh, ...others.map((one) => ({ ...one, language: 'en' as const }))];
}

function daysIn(text: string): Pick<SaidDays, 'spot' | 'days'>[] {
  const found = SAID.flatMap(([spot, , pattern]) => {
    const said = [...text.matchAll(pattern)].map(([, , days]) => Number(days));
    return [...new Set(said)].map((days) => ({ spot, days }));
  });
  const records = recordDaysSaid(text);
  return records === null ? found : [...found, { spot: 'records' as const, days: records }];
}
