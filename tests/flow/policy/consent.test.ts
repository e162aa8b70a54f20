import * as fc from 'fast-check';
import { z } from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  FixBatchSchema,
  FixSchema,
  PhotoFieldsSchema,
  PunchBatchSchema,
  PunchSchema,
} from '../../../server/contract/ingest.ts';
import { VisitBatchSchema, VisitPhotoFieldsSchema, VisitSchema } from '../../../server/contract/visit.ts';
import { SignalBatchSchema, SignalSchema } from '../../../server/contract/signal.ts';
import { NoticeSchema } from '../../../server/contract/consent.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import {
  answerConsent,
  hasCurrentConsent,
  listConsents,
  NOTICES,
  withdrawConsent,
} from '../../../server/flow/policy/consent.ts';
import { acknowledgePolicy, adoptPolicy, findMyPolicy } from '../../../server/flow/policy/policy.ts';
import { relay } from '../../../server/flow/relay.ts';
import { firstAcknowledgedAt, hasAcknowledged } from '../../../server/store/acknowledgements.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findConsent, hasConsent } from '../../../server/store/consents.ts';
import { useDatabase } from '../../support/db.ts';
import { createShop } from '../../support/phone.ts';
import { repeat } from '../../support/runs.ts';
import { at } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});
const actor = { personId: 'zhang', roles: ['employee'] };
const [notice] = NOTICES;
if (!notice) throw new Error('no notices');
const yes = { kind: notice.kind, version: notice.version, hash: notice.hash, granted: true };

describe('notices', () => {
  it('name every field that is collected (R4)', () => {
    const collected = [
      ...leavesOf('fixes', FixBatchSchema.omit({ fixes: true })),
      ...leavesOf('fixes', FixSchema),
      ...leavesOf('punches', PunchBatchSchema.omit({ punches: true })),
      ...leavesOf('punches', PunchSchema),
      ...leavesOf('photos', PhotoFieldsSchema),
      'photos.photo',
      ...leavesOf('visits', VisitBatchSchema.omit({ visits: true })),
      ...leavesOf('visits', VisitSchema),
      ...leavesOf('visitPhotos', VisitPhotoFieldsSchema),
      ...leavesOf('signals', SignalBatchSchema.omit({ signals: true })),
      ...SignalSchema.options.flatMap((one) => leavesOf('signals', one)),
    ];
    const named = NOTICES.flatMap(({ fields }) => fields);
    expect(named.toSorted()).toEqual([...new Set(collected)].toSorted());
  });

  it('say all six things, each under its own hash', () => {
    for (const one of NOTICES) {
      expect(NoticeSchema.parse(one)).toEqual(one);
      for (const part of ['what', 'why', 'effect', 'retention', 'viewers', 'refusal'] as const)
        expect(one[part].length).toBeGreaterThan(10);
      expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(NOTICES.map(({ hash }) => hash)).size).toBe(3);
  });
});

describe('consent', () => {
  it('is asked kind by kind, none of them given before', async () => {
    expect((await listConsents('zhang')).map(({ state }) => state)).toEqual([
      'unasked',
      'unasked',
      'unasked',
    ]);
    await answerConsent(shop.deps, actor, yes);
    expect((await listConsents('zhang')).map(({ state }) => state)).toEqual([
      'granted',
      'unasked',
      'unasked',
    ]);
    expect([await hasConsent('zhang', 'location'), await hasConsent('zhang', 'photo')]).toEqual([
      true,
      false,
    ]);
  });

  it('keeps every answer, and each one is audited', async () => {
    await answerConsent(shop.deps, actor, { ...yes, granted: false });
    await answerConsent(shop.deps, actor, yes);
    await answerConsent(shop.deps, actor, yes);
    await withdrawConsent(shop.deps, actor, 'location');
    await withdrawConsent(shop.deps, actor, 'location');
    const consent = await findConsent('zhang', 'location');
    expect(consent?.history.map(({ state }) => state)).toEqual(['declined', 'granted', 'withdrawn']);
    await relay(shop.deps);
    const audit = await listAudit('consents:zhang:location');
    expect(audit.map(({ entry }) => entry.action)).toEqual([
      'consent.declined',
      'consent.granted',
      'consent.withdrawn',
    ]);
  });

  it('binds to the text that is in force', async () => {
    const outdated = { code: 'notice_outdated', status: 409 };
    await expect(answerConsent(shop.deps, actor, { ...yes, hash: '0'.repeat(64) })).rejects.toMatchObject(
      outdated,
    );
    await expect(answerConsent(shop.deps, actor, { ...yes, version: 'old' })).rejects.toMatchObject(outdated);
    expect(await hasConsent('zhang', 'location')).toBe(false);
  });

  it('is what was answered last, in any order of answers (R3)', async () => {
    const step = fc.constantFrom('yes', 'no', 'withdraw');
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        n += 1;
        const who = { personId: `p${n}`, roles: [] };
        for (const one of steps) {
          if (one === 'withdraw') await withdrawConsent(shop.deps, who, 'location');
          else await answerConsent(shop.deps, who, { ...yes, granted: one === 'yes' });
        }
        expect(await hasCurrentConsent(who.personId, 'location')).toBe(steps.at(-1) === 'yes');
      }),
      repeat(10),
    );
  });
});

describe('the code of conduct', () => {
  const adopt = (version: string, effectiveAt: Date, body: string = DEFAULT_POLICY.body) =>
    adoptPolicy(shop.deps, {
      version,
      title: DEFAULT_POLICY.title,
      body,
      effectiveAt,
      consultation: '工会协商，公示 7 日',
    });

  it('is in force from its day on, and a new version asks again', async () => {
    expect(await findMyPolicy(shop.deps, 'zhang')).toBeNull();
    const first = await adopt('1', at('08:00'));
    await adopt('2', at('08:00', '2026-12-01'), 'new');
    expect((await findMyPolicy(shop.deps, 'zhang'))?.policy.version).toBe('1');
    await acknowledgePolicy(shop.deps, actor, {
      version: '1',
      hash: first.hash,
      language: 'zh',
      readMs: 60_000,
    });
    expect((await findMyPolicy(shop.deps, 'zhang'))?.acknowledgedAt).toEqual(at('15:00'));
    shop.setNow(at('09:00', '2026-12-01'));
    expect(await findMyPolicy(shop.deps, 'zhang')).toMatchObject({ policy: { version: '2' } });
    expect((await findMyPolicy(shop.deps, 'zhang'))?.acknowledgedAt).toBeUndefined();
  });

  it('is acknowledged once, bound to its hash, and the first time counts (R17)', async () => {
    const { hash } = await adopt('1', at('08:00'));
    const body = { version: '1', hash, language: 'zh', readMs: 1_000 } as const;
    await expect(
      acknowledgePolicy(shop.deps, actor, { ...body, hash: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'policy_changed' });
    await expect(acknowledgePolicy(shop.deps, actor, { ...body, version: '9' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await acknowledgePolicy(shop.deps, actor, body);
    shop.setNow(at('16:00'));
    await acknowledgePolicy(shop.deps, actor, body);
    expect(await firstAcknowledgedAt('zhang')).toEqual(at('15:00'));
    expect([await hasAcknowledged('zhang', at('14:59')), await hasAcknowledged('zhang')]).toEqual([
      false,
      true,
    ]);
  });

  it('never changes under one version', async () => {
    await adopt('1', at('08:00'));
    await expect(adopt('1', at('08:00'), 'other')).rejects.toMatchObject({ code: 'policy_version_taken' });
    await expect(adopt('1', at('08:00'))).resolves.toMatchObject({ version: '1' });
  });

  it('tells scope, working time, duty to report, ladder, non-compete and data in its first text', () => {
    for (const word of [
      '适用范围',
      '工作时间',
      '兼职申报',
      '书面警告',
      '扣减当月绩效',
      '解除劳动合同',
      '竞业限制',
      '可以拒绝',
    ])
      expect(DEFAULT_POLICY.body).toContain(word);
  });
});

/** Paths of all plain fields of a schema, through optional and nested objects. */
function leavesOf(path: string, schema: unknown): string[] {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (!(inner instanceof z.ZodObject)) return [path];
  return Object.entries(inner.shape).flatMap(([key, field]) => leavesOf(`${path}.${key}`, field));
}
