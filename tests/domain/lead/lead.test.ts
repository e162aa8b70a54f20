import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LeadEventSchema,
  LeadKindSchema,
  LeadSourceSchema,
  LeadStateSchema,
} from '../../../server/contract/lead.ts';
import { moveLead, refuseLead, type Lead } from '../../../server/domain/lead/lead.ts';
import { leadFinding } from '../../../server/domain/lead/lead-finding.ts';

const at = new Date('2026-11-19T04:00:00Z');
const buildLead = (overrides: Partial<Lead> = {}): Lead => ({
  id: 'l1',
  leadNo: 'L-1',
  version: 0,
  source: 'customer',
  state: 'new',
  kind: 'absent',
  day: '2026-11-18',
  text: '下午柜台没有人',
  receivedAt: at,
  history: [],
  ...overrides,
});
/** Written by hand: from where, and by whom. */
const ALLOWED: Record<string, { from: string[]; who: string[]; notReporter: boolean }> = {
  accept: { from: ['new'], who: ['hr', 'hr_lead'], notReporter: true },
  dismiss: { from: ['new'], who: ['hr', 'hr_lead'], notReporter: false },
  reopen: { from: ['dismissed'], who: ['hr_lead'], notReporter: false },
  malicious: { from: ['new', 'accepted', 'dismissed'], who: ['hr_lead'], notReporter: true },
};

describe('what becomes of a lead', () => {
  it('is what the table says, over every state, event, role and relation', () => {
    for (const state of LeadStateSchema.options)
      for (const event of LeadEventSchema.options)
        for (const role of ['employee', 'area_manager', 'hr', 'hr_lead', 'legal', 'admin', 'auditor'])
          for (const relation of ['subject', 'reporter', 'other']) {
            const actor = { personId: relation, roles: [role] };
            const lead = buildLead({ state, subjectId: 'subject' });
            const fault = refuseLead(lead, { event, actor, isReporter: relation === 'reporter' });
            const rule = ALLOWED[event];
            const isOwn = rule?.notReporter === true && relation === 'reporter';
            const isAllowed =
              rule?.from.includes(state) === true &&
              rule.who.includes(role) &&
              relation !== 'subject' &&
              !isOwn;
            expect([state, event, role, relation, fault === null]).toEqual([
              state,
              event,
              role,
              relation,
              isAllowed,
            ]);
          }
  });

  it('keeps each step with its reason', () => {
    const moved = moveLead(buildLead(), { event: 'dismiss', actorId: 'li', at, reason: '与本公司无关' });
    expect(moved).toMatchObject({
      state: 'dismissed',
      version: 1,
      history: [{ from: 'new', to: 'dismissed' }],
    });
  });
});

describe('the finding of a lead', () => {
  const person = { id: 'zhang', timeZone: 'Asia/Shanghai' };

  it('is never more than undecided and scores nothing, whatever the lead says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LeadSourceSchema.options),
        fc.constantFrom(...LeadKindSchema.options),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (source, kind, date) => {
          const day = date.toISOString().slice(0, 10);
          const finding = leadFinding({ source, kind, day }, person);
          expect([finding.verdict, finding.score, finding.severity]).toEqual(['undecided', 0, 'medium']);
          expect(finding.evidence).toEqual([]);
          expect(+finding.endAt - +finding.startAt).toBe(86_400_000);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says kind, day and source in neutral words, and nothing of the text', () => {
    const { sentence } = leadFinding(buildLead({ text: '她在隔壁卖货' }), person);
    expect(sentence.zh).toBe(
      '收到一条客户线索，称 2026-11-18 有“工作时间不在岗”的情况。线索尚未核实，本身不是证据。',
    );
    expect(sentence.en).toContain('not verified');
  });
});
