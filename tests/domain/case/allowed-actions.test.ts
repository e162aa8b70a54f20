import { describe, expect, it } from 'vitest';
import { allowedActions } from '../../../server/domain/case/allowed-actions.ts';
import { isNameOpen } from '../../../server/domain/case/name.ts';
import { buildCase } from './case-example.ts';

const at = new Date('2026-11-17T02:00:00Z');
const hr = { personId: 'hr', roles: ['employee', 'hr'] } as const;
const lead = { personId: 'lead', roles: ['employee', 'hr_lead'] } as const;
const subject = { personId: 'subject', roles: ['employee'] } as const;
const verification = { at, byId: 'hr', result: 'substantiated', reason: 'x'.repeat(20) } as const;

describe('allowed actions', () => {
  it('lets HR contact a published case and the person explain it', () => {
    const record = buildCase({ state: 'explaining' });
    expect(allowedActions(record, hr, at)).toEqual(['contact']);
    expect(allowedActions(record, subject, at)).toEqual(['explain']);
  });
  it('offers the person no second explanation', () => {
    const explanation = { id: 'e', at, quickReason: 'other', text: '去送货' } as const;
    expect(allowedActions(buildCase({ state: 'contacted', explanation }), subject, at)).toEqual([]);
  });
  it('offers HR a proposal or a talk once a case is found true', () => {
    expect(allowedActions(buildCase({ state: 'verified', verification }), hr, at)).toEqual([
      'propose',
      'talk',
    ]);
  });
  it.each(['part_time', 'dispatched', 'outsourced', 'unknown'] as const)(
    'locks the ladder for %s staff: only a talk',
    (engagement) => {
      expect(allowedActions(buildCase({ state: 'verified', verification, engagement }), hr, at)).toEqual([
        'talk',
      ]);
    },
  );
  it('lets only the HR lead unmask, and only while the name is closed', () => {
    const record = buildCase({ state: 'contacted', explanationDueAt: new Date('2026-11-19T15:59:00Z') });
    expect(allowedActions(record, lead, at)).toContain('unmask');
    expect(allowedActions(record, hr, at)).not.toContain('unmask');
    expect(allowedActions(record, lead, new Date('2026-11-20T00:00:00Z'))).not.toContain('unmask');
  });
  it('offers an outsider nothing', () => {
    const outsider = { personId: 'x', roles: ['employee', 'area_manager', 'auditor', 'admin'] } as const;
    expect(allowedActions(buildCase({ state: 'contacted' }), outsider, at)).toEqual([]);
  });
});

describe('the name', () => {
  it('opens when the person answers, when the period ends, and for the time of an unmasking', () => {
    const closed = buildCase({ state: 'contacted', explanationDueAt: new Date('2026-11-19T15:59:00Z') });
    const explanation = { id: 'e', at, quickReason: 'other', text: 'x' } as const;
    const unmask = { at, byId: 'lead', purpose: 'x'.repeat(20), untilAt: new Date('2026-11-18T02:00:00Z') };
    expect(isNameOpen(closed, at)).toBe(false);
    expect(isNameOpen({ ...closed, explanation }, at)).toBe(true);
    expect(isNameOpen(closed, new Date('2026-11-19T15:59:00Z'))).toBe(true);
    expect(isNameOpen({ ...closed, unmask }, at)).toBe(true);
    expect(isNameOpen({ ...closed, unmask }, new Date('2026-11-18T02:00:00Z'))).toBe(false);
  });
});
