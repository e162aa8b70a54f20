/** What became of one case; `why` is a sentence for whoever reads the list. */
export type Outcome = { name: string; verdict: 'passed' | 'failed' | 'skipped'; why: string };

export const passed = (name: string): Outcome => ({ name, verdict: 'passed', why: '' });
export const failed = (name: string, why: string): Outcome => ({ name, verdict: 'failed', why });
export const skipped = (name: string, why: string): Outcome => ({ name, verdict: 'skipped', why });
