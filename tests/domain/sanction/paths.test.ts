import { assert, constantFrom, array, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LegalPathSchema, type LegalPath } from '../../../server/contract/ladder.ts';
import {
  SanctionEventSchema,
  SanctionStateSchema,
  type SanctionEvent,
  type SanctionState,
} from '../../../server/contract/sanction.ts';
import { findEdge, isUnionDone } from '../../../server/domain/sanction/paths.ts';
import { refuseStep } from '../../../server/domain/sanction/refuse-step.ts';
import { openSanction, type Sanction } from '../../../server/domain/sanction/sanction.ts';
import { takeStep } from '../../../server/domain/sanction/take-step.ts';
import { buildSanction, buildStep, day, HR } from './sanction-example.ts';

type Edges = Partial<Record<SanctionState, Partial<Record<SanctionEvent, SanctionState>>>>;
const union: Edges = {
  union_notified: { union_reply: 'union_answered', union_silence: 'union_considered' },
  union_answered: { consider_reply: 'union_considered' },
};
/** Every legal step, written out a second time by hand. */
const legal: Record<LegalPath, Edges> = {
  rule_breach: {
    opened: { bind_rule: 'bound' },
    bound: { list_evidence: 'evidenced' },
    evidenced: { hear: 'heard' },
    heard: { weigh_milder: 'heard', notify_union: 'union_notified' },
    union_notified: { ...union.union_notified, weigh_milder: 'union_notified' },
    union_answered: { ...union.union_answered, weigh_milder: 'union_answered' },
    union_considered: { weigh_milder: 'union_considered' },
  },
  dual_employment: {
    opened: { list_evidence: 'evidenced' },
    evidenced: { hear: 'heard' },
    heard: { show_effect: 'effect_shown', demand: 'demanded' },
    effect_shown: { notify_union: 'union_notified' },
    demanded: { prove_delivery: 'delivered', reply: 'demanded', comply: 'complied' },
    delivered: { reply: 'delivered', refuse: 'refused', comply: 'complied' },
    refused: { notify_union: 'union_notified' },
    ...union,
  },
};
const paths = LegalPathSchema.options;
const states = SanctionStateSchema.options;
const events = SanctionEventSchema.options;
const roles = [
  'employee',
  'store_manager',
  'area_manager',
  'hr',
  'hr_lead',
  'legal',
  'staff_rep',
  'auditor',
  'admin',
  'system',
];
const isHr = (role: string): boolean => role === 'hr' || role === 'hr_lead';

describe('the two legal paths', () => {
  it.each(paths.flatMap((path) => states.map((state) => ({ path, state }))))(
    '$path from $state takes the steps of its table and no other, by whom the table says',
    ({ path, state }) => {
      for (const event of events) {
        const to = legal[path][state]?.[event];
        const step = buildStep(event);
        expect(findEdge(path, state, event) === null).toBe(to === undefined);
        expect(refuseStep(buildSanction(path, state), { ...step, isTalkOnly: true })).toBe('talk_only');
        const fault = refuseStep(buildSanction(path, state), step);
        expect([event, fault === 'no_such_step']).toEqual([event, to === undefined]);
        if (to === undefined) continue;
        for (const role of roles) {
          const actor = { personId: 'someone', roles: [role] };
          const mayRole = event === 'union_reply' ? isHr(role) || role === 'staff_rep' : isHr(role);
          const isBarred = refuseStep(buildSanction(path, state), { ...step, actor }) === 'not_your_role';
          expect([event, role, isBarred]).toEqual([event, role, event === 'reply' || !mayRole]);
        }
      }
    },
  );

  it('lets the person reply to a demand and take no other step, whatever roles the person has', () => {
    const subject = { personId: 'subject', roles };
    for (const path of paths)
      for (const state of states)
        for (const event of Object.keys(legal[path][state] ?? {}).map((name) =>
          SanctionEventSchema.parse(name),
        ))
          expect(refuseStep(buildSanction(path, state), buildStep(event, { actor: subject }))).toBe(
            event === 'reply' ? null : 'is_subject',
          );
  });

  it('reaches the end of the union’s part over no other way than all steps before it', () => {
    const ways: Record<LegalPath, string[]> = { rule_breach: [], dual_employment: [] };
    for (const path of paths) walk(openSanction({ caseId: 'c1', personId: 'subject' }, path), [], ways[path]);
    const tail = ['union_reply consider_reply', 'union_silence'];
    const heard = 'list_evidence hear';
    expect(ways.rule_breach.toSorted(byText)).toEqual(
      tail.map((end) => `bind_rule ${heard} notify_union ${end}`),
    );
    expect(ways.dual_employment.toSorted(byText)).toEqual([
      ...tail.map((end) => `${heard} demand prove_delivery refuse notify_union ${end}`),
      ...tail.map((end) => `${heard} show_effect notify_union ${end}`),
    ]);
  });

  it('never gets further than the facts of its steps, whatever is tried in whatever order', () => {
    assert(
      property(constantFrom(...paths), array(constantFrom(...events), { maxLength: 40 }), (path, tried) => {
        let sanction = openSanction({ caseId: 'c1', personId: 'subject' }, path);
        for (const event of tried) {
          const step = buildStep(event);
          if (refuseStep(sanction, step) === null) sanction = takeStep(sanction, step);
        }
        const { rule, evidence, hearing, effect, delivery, refusal, unionNotice } = sanction;
        const grounds = path === 'rule_breach' ? [rule] : [effect ?? (delivery && refusal)];
        const facts = [evidence, hearing, unionNotice, ...grounds];
        expect(isUnionDone(sanction.state) && facts.includes(undefined)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

function walk(sanction: Sanction, done: string[], found: string[]): void {
  if (isUnionDone(sanction.state)) found.push(done.join(' '));
  for (const event of events.filter((one) => one !== 'reply' && one !== 'weigh_milder')) {
    const step = buildStep(event);
    if (refuseStep(sanction, step) === null) walk(takeStep(sanction, step), [...done, event], found);
  }
}

describe('what a step needs besides its place', () => {
  const fault = (path: LegalPath, state: SanctionState, step: ReturnType<typeof buildStep>) =>
    refuseStep(buildSanction(path, state), step);

  it('binds no rule that was not adopted, consulted and acknowledged before it happened', () => {
    const { rule } = buildStep('bind_rule').facts;
    if (!rule) throw new Error('no rule');
    const bind = (changes: Partial<typeof rule>) =>
      fault('rule_breach', 'opened', buildStep('bind_rule', { facts: { rule: { ...rule, ...changes } } }));
    expect(bind({})).toBeNull();
    expect(bind({ effectiveAt: day('2026-11-17') })).toBe('rule_not_adopted');
    expect(bind({ consultation: ' ' })).toBe('rule_not_consulted');
    expect(bind({ acknowledgedAt: day('2026-11-17') })).toBe('rule_not_acknowledged');
  });

  it('takes no position or photo for proof of a second employment, and no single kind', () => {
    const list = (...evidence: NonNullable<ReturnType<typeof buildStep>['facts']['evidence']>) =>
      fault('dual_employment', 'opened', buildStep('list_evidence', { facts: { evidence } }));
    const stay = { kind: 'location', shows: 'second_employment', note: '停留' } as const;
    const photo = { kind: 'photo', shows: 'second_employment', note: '照片' } as const;
    const contract = { kind: 'document', shows: 'second_employment', note: '合同' } as const;
    expect(list(stay, photo)).toBe('second_employment_missing');
    expect(list(contract)).toBe('evidence_not_independent');
    expect(list(contract, stay)).toBeNull();
  });

  it('gives a demand its full term, and half of it at least after it arrived', () => {
    const demand = { letterId: 'l1', issuedAt: day('2026-11-24'), deadlineAt: day('2026-12-23') };
    expect(fault('dual_employment', 'heard', buildStep('demand', { facts: { demand } }))).toBe(
      'demand_too_short',
    );
    const { delivery } = buildStep('prove_delivery').facts;
    if (!delivery) throw new Error('no delivery');
    const late = { ...delivery, at: day('2026-12-20') };
    expect(
      fault('dual_employment', 'demanded', buildStep('prove_delivery', { facts: { delivery: late } })),
    ).toBe('delivered_too_late');
  });

  it.each([
    [{ channel: 'chat_read' }, 'not_delivered'],
    [{ channel: 'in_app_receipt' }, null],
    [{ channel: 'ems', trackingNo: 'EA123456789CN', outcome: 'returned' }, 'not_delivered'],
    [{ channel: 'ems', outcome: 'signed' }, 'not_delivered'],
    [{ channel: 'signed_photo' }, 'not_delivered'],
    [{ channel: 'signed_photo', photoId: 'p1' }, null],
    [{ channel: 'contract_address', trackingNo: '1234567890123', outcome: 'returned' }, 'not_delivered'],
    [
      { channel: 'contract_address', trackingNo: '1234567890123', outcome: 'returned', clause: '第九条' },
      null,
    ],
  ] as const)('takes %o as proof of delivery of a demand or not', (way, expected) => {
    const delivery = { at: day('2026-11-27'), byId: 'hr', ...way };
    expect(fault('dual_employment', 'demanded', buildStep('prove_delivery', { facts: { delivery } }))).toBe(
      expected,
    );
  });

  it('takes silence for no refusal: the job has to go on after the deadline, or the person to say so', () => {
    const delivered = buildSanction('dual_employment', 'delivered');
    const refusal = { at: day('2026-12-30'), note: '未答复' };
    const refuse = (
      evidence: { kind: 'witness' | 'location'; shows: 'continues'; note: string; at?: Date }[],
    ) => buildStep('refuse', { facts: { refusal: { ...refusal, evidence } } });
    const seen = { kind: 'witness', shows: 'continues', note: '仍在上班' } as const;
    expect(refuseStep(delivered, refuse([]))).toBe('not_refused');
    expect(refuseStep(delivered, refuse([seen]))).toBe('not_refused');
    expect(refuseStep(delivered, refuse([{ ...seen, at: day('2026-12-20') }]))).toBe('not_refused');
    expect(refuseStep(delivered, refuse([{ ...seen, kind: 'location', at: day('2026-12-29') }]))).toBe(
      'not_refused',
    );
    expect(refuseStep(delivered, refuse([{ ...seen, at: day('2026-12-29') }]))).toBeNull();
    expect(refuseStep(delivered, { ...refuse([seen]), at: day('2026-12-20') })).toBe('demand_still_running');
    const said = { at: day('2026-12-02'), stopped: false, text: '不停' };
    expect(refuseStep({ ...delivered, reply: said }, { ...refuse([]), at: day('2026-12-03') })).toBeNull();
    expect(refuseStep({ ...delivered, reply: { ...said, stopped: true } }, refuse([]))).toBe('not_refused');
  });

  it('waits for the union until its time is over', () => {
    const silence = (at: Date) =>
      fault('rule_breach', 'union_notified', buildStep('union_silence', { at, actor: HR }));
    expect(silence(day('2027-01-13'))).toBe('union_still_has_time');
    expect(silence(day('2027-01-14'))).toBeNull();
  });
});

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
