/** Weekdays as a draft keeps them: their digits, 1 = Monday. */
export const keptDays = (weekdays: readonly number[]): string => weekdays.join('');

export const daysKept = (kept: string): number[] => (kept.match(/[1-7]/g) ?? []).map(Number);
