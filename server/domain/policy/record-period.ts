const DAYS_A_YEAR = 365;
/** How the texts say how long records of work are kept: years, days, or years with the days behind. */
const SAID = [
  /(业务记录\s*)(?:(\d+)\s*年(?:（(\d+)\s*[日天]）)?|(\d+)\s*[日天])/,
  /(records of visits, orders, attendance and waybills\s*)(?:(\d+) years?(?: \((\d+) days\))?|(\d+) days)/,
] as const;
const [ZH] = SAID;
/** Why the shipped assessment keeps them for two years, which holds for no other period. */
const AS_WAGES = '，与工资记录的法定保存期相同';

/** The days a code of conduct or an impact assessment says; null when it says none. */
export function recordDaysSaid(text: string): number | null {
  for (const pattern of SAID) {
    const [, , years, inBrackets, days] = pattern.exec(text) ?? [];
    const said = inBrackets ?? days;
    if (said !== undefined) return Number(said);
    if (years !== undefined) return Number(years) * DAYS_A_YEAR;
  }
  return null;
}

/** The same text with the days that are set; one that says them already, or nothing of them, stays as it is. */
export function withRecordDays(text: string, recordDays: number): string {
  const said = recordDaysSaid(text);
  if (said === null || said === recordDays) return text;
  return SAID.reduce(
    (now, pattern) =>
      now.replace(pattern, (_, before: string) => `${before}${recordDays} ${pattern === ZH ? '日' : 'days'}`),
    text.replace(AS_WAGES, ''),
  );
}
