/** Working days that the company sets and the code names. */
export type ProcedureDays = Readonly<{ appealDays: number; answerDays: number }>;

/** How the texts name each of them; what stands before the number and behind it stays. */
const SAID: readonly (readonly [keyof ProcedureDays, RegExp])[] = [
  ['appealDays', /(可以在收到(?:答复)?之日起 )\d+( 个工作日内申(?:诉|请复核))/g],
  ['answerDays', /((?:公司在|重新审查，) ?)\d+( 个工作日内答复)/g],
  ['appealDays', /(You may appeal within )\d+( working days)/g],
  ['appealDays', /(you may ask once, within )\d+( working days)/g],
  ['answerDays', /((?:The company|anew and) answers within )\d+( working days)/g],
];

/** The same text with the days that are set; one that names them otherwise, or not at all, stays as it is. */
export const withProcedureDays = (text: string, days: ProcedureDays): string =>
  SAID.reduce(
    (now, [name, pattern]) =>
      now.replace(pattern, (_, before: string, behind: string) => `${before}${days[name]}${behind}`),
    text,
  );
