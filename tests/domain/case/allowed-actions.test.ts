import { describe, expect, it } from 'vitest';
import { allowedActions } from '../../../server/domain/case/allowed-actions.ts';
import { isNameOpen, settleAsk } from '../../../server/domain/case/name.ts';
import { buildCase } from './case-example.ts';

const at = new Date('2026-11-17T02:00:00Z');
const hr = { personId: 'hr', roles: ['employee', 'hr'] } as const;
const lead = { personId: 'lead', roles: ['employee', 'hr_lead'] } as const;
const subject = { personId: 'subject', roles: ['employee'] } as const;
const verification = { at, byId: 'hr', result: 'substantiated', reason: 'x'.repeat(20) } as const;

const unmaskAsk = {
  requestId: 'r1',
  at,
  byId: 'hr',
  purpose: 'x'.repeat(20),
  hours: 24,
  approverIds: ['lead'],
};

describe('allowed actions', () => {
  it('lets HR contact a published case and the person explain it', () => {
    const record = buildCase({ state: 'explaining' });
    expect(allowedActions(record, hr, at)).toEqual(['contact', 'ask_unmask', 'message']);
    expect(allowedActions(record, subject, at)).toEqual(['explain', 'reply']);
  });
  it('offers the person no second explanation, but to say that this was all', () => {
    const explanation = { id: 'e', at, quickReason: 'other', text: '去送货' } as const;
    expect(allowedActions(buildCase({ state: 'contacted', explanation }), subject, at)).toEqual([
      'finish_explaining',
      'reply',
    ]);
    const done = buildCase({ state: 'contacted', explanation, explanationEndedAt: at });
    expect(allowedActions(done, subject, at)).toEqual(['reply']);
  });
  it('offers HR a proposal or a talk once a case is found true', () => {
    expect(allowedActions(buildCase({ state: 'verified', verification }), hr, at)).toEqual([
      'propose',
      'talk',
      'wait',
      'ask_unmask',
      'message',
    ]);
  });
  it.each(['part_time', 'dispatched', 'outsourced', 'unknown'] as const)(
    'locks the ladder for %s staff: only a talk',
    (engagement) => {
      expect(allowedActions(buildCase({ state: 'verified', verification, engagement }), hr, at)).toEqual([
        'talk',
        'wait',
        'ask_unmask',
        'message',
      ]);
    },
  );
  it('lets HR ask for the name while it is closed and nobody has asked', () => {
    const record = buildCase({ state: 'contacted', explanationDueAt: new Date('2026-11-19T15:59:59.999Z') });
    expect(allowedActions(record, lead, at)).toContain('ask_unmask');
    expect(allowedActions(record, hr, at)).toContain('ask_unmask');
    expect(allowedActions({ ...record, unmaskAsk }, hr, at)).not.toContain('ask_unmask');
    expect(allowedActions(record, lead, new Date('2026-11-20T00:00:00Z'))).not.toContain('ask_unmask');
  });
  it('offers an outsider nothing', () => {
    const outsider = { personId: 'x', roles: ['employee', 'area_manager', 'auditor', 'admin'] } as const;
    expect(allowedActions(buildCase({ state: 'contacted' }), outsider, at)).toEqual([]);
  });
});

describe('the name', () => {
  it('opens when the person answers, when the period ends, and for the time of an unmasking', () => {
    const closed = buildCase({ state: 'contacted', explanationDueAt: new Date('2026-11-19T15:59:59.999Z') });
    const explanation = { id: 'e', at, quickReason: 'other', text: 'x' } as const;
    const who = { askedById: 'hr', byId: 'lead', purpose: 'x'.repeat(20), instanceCode: 'I1' };
    const unmask = { at, ...who, untilAt: new Date('2026-11-18T02:00:00Z') };
    expect(isNameOpen(closed, at)).toBe(false);
    const reply = { id: 'm', at, from: 'subject', byId: 'subject', text: 'x' } as const;
    const decision = { id: 'd', at, byId: 'legal', result: 'approved', comment: '' } as const;
    expect(isNameOpen({ ...closed, explanation }, at)).toBe(true);
    expect(isNameOpen({ ...closed, messages: [reply] }, at)).toBe(true);
    expect(isNameOpen({ ...closed, messages: [{ ...reply, from: 'hr', byId: 'hr' }] }, at)).toBe(false);
    expect(isNameOpen({ ...closed, decision }, at)).toBe(true);
    expect(isNameOpen({ ...closed, decision: { ...decision, result: 'rejected' } }, at)).toBe(false);
    expect(isNameOpen(closed, new Date('2026-11-19T15:59:59.999Z'))).toBe(true);
    expect(isNameOpen({ ...closed, unmask }, at)).toBe(true);
    expect(isNameOpen({ ...closed, unmask }, new Date('2026-11-18T02:00:00Z'))).toBe(false);
  });
  it('drops a request for it that is answered, or that nobody needs any more', () => {
    const asked = buildCase({ state: 'contacted', unmaskAsk });
    const explanation = { id: 'e', at, quickReason: 'other', text: 'x' } as const;
    expect(settleAsk(asked, 'verify', at).unmaskAsk).toEqual(unmaskAsk);
    expect(settleAsk(asked, 'unmask', at).unmaskAsk).toBeUndefined();
    expect(settleAsk(asked, 'end_unmask', at).unmaskAsk).toBeUndefined();
    expect(settleAsk({ ...asked, explanation }, 'explain', at).unmaskAsk).toBeUndefined();
    expect(settleAsk({ ...asked, state: 'withdrawn' }, 'withdraw', at).unmaskAsk).toBeUndefined();
  });
});
