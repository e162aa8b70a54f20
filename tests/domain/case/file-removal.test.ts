import { describe, expect, it } from 'vitest';
import { refuseRemoval } from '../../../server/domain/case/file-removal.ts';
import { buildCase } from './case-example.ts';

const clock = (hours: number): Date => new Date(Date.UTC(2026, 10, 20, hours));
const file = { at: clock(4) };
const moved = (event: string, hours: number) =>
  ({ at: clock(hours), actorId: 'li', event, to: 'verified' }) as const;

describe('an own file of a case', () => {
  it('may be taken back until something rests on it', () => {
    const contacted = buildCase({ state: 'contacted', history: [moved('contact', 5)] });
    expect(refuseRemoval(contacted, file)).toBeNull();
    const before = buildCase({ state: 'verified', history: [moved('verify', 3)] });
    expect(refuseRemoval(before, file)).toBeNull();
  });

  it.each(['verify', 'propose', 'approve', 'execute', 'uphold'])('stays from the %s on', (event) => {
    const weighed = buildCase({ state: 'verified', history: [moved(event, 4)] });
    expect(refuseRemoval(weighed, file)).toBe('file_weighed');
  });

  it('stays when an answer came after it, and when the case is over', () => {
    const explanation = { id: 'x1', at: clock(5), text: '当天请假', quickReason: 'other' } as const;
    expect(refuseRemoval(buildCase({ state: 'contacted', explanation }), file)).toBe('already_explained');
    expect(refuseRemoval(buildCase({ state: 'closed' }), file)).toBe('case_ended');
  });
});
