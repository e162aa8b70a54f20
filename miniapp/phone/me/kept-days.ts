/** Weekdays as a draft keeps them: their digits, 1 = Monday. */
export const keptDays = (weekdays: readonly number[]): string => weekdays.join('');

export const daysKept = (kept: string): number[] => [...kept].filter((one) => /[1-7]/.test(one)).map(Number);
