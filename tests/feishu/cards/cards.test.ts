import { describe, expect, it } from 'vitest';
import { checkCard, maxCardBytes } from '../../../server/contract/card-rules.ts';
import type { Card, CardElement } from '../../../server/contract/card.ts';
import { ArrangementSchema } from '../../../server/contract/case.ts';
import { cardsEn } from '../../../server/contract/texts/cards.en.ts';
import { cardsZh } from '../../../server/contract/texts/cards.zh.ts';
import { CardValueSchema } from '../../../server/feishu/card-value.ts';
import { alertGroupCard } from '../../../server/feishu/cards/alert-group-card.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import { OwnCardSchema } from '../../../server/feishu/cards/card-schema.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import { monthlyReportCard } from '../../../server/feishu/cards/monthly-report-card.ts';
import { useTenant } from '../support.ts';
import { useWebhook } from '../webhook.ts';
import {
  buildDigest,
  buildGroupInput,
  buildHrInput,
  buildManagerInput,
  buildReport,
  digestLines,
  samples,
} from './samples.ts';

const textOf = (card: Card): string => JSON.stringify(card);

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(objectsIn)];
}
const callbacksIn = (card: Card): unknown[] =>
  objectsIn(card).flatMap((one) => (one['type'] === 'callback' ? [one['value']] : []));

describe.each(samples)('%s', (_name, card) => {
  it('is a card the platform takes, shared, not forwardable and under 30 KB', () => {
    expect(checkCard(card)).toBeNull();
    expect(card.config).toMatchObject({
      update_multi: true,
      enable_forward: false,
      enable_forward_interaction: false,
    });
    expect(Buffer.byteLength(textOf(card))).toBeLessThan(maxCardBytes);
  });

  it('carries only button values we know how to read', () => {
    for (const value of callbacksIn(card)) expect(CardValueSchema.safeParse(value).success).toBe(true);
  });

  it('is not empty and shows no unfilled words', () => {
    expect(card.body.elements.length).toBeGreaterThan(0);
    expect(textOf(card)).not.toMatch(/undefined|null|NaN|Invalid Date/);
  });
});

describe('the group card', () => {
  const groupCards = samples.filter(([name]) => name.startsWith('alert-group')).map(([, card]) => card);

  it('reads as the product says', () => {
    expect(alertGroupCard(buildGroupInput()).config.summary?.content).toBe(
      '【待核实】M-1023 · 导购 · 浦东区域 · 与排班地点不一致约 45 分钟 · 请于 11月23日 14:00 前处理',
    );
  });

  it('has no name, phone, position, address, photo or accusation in any state (R11)', () => {
    const accusations = /兼职|竞品|旷工|作弊|违规|处分|moonlight|compet|rival|fraud|absen|violat/i;
    const personal = /张敏|世纪大道|门店|1[3-9]\d{9}|\d{1,3}\.\d{3,}|img_key|经度|纬度|地址/;
    expect(groupCards).toHaveLength(6);
    for (const card of groupCards) {
      expect(textOf(card)).not.toMatch(accusations);
      expect(textOf(card)).not.toMatch(personal);
    }
  });

  it('cannot be given more than neutral fields', () => {
    const given = { ...buildGroupInput(), personName: '张敏', storeName: '世纪大道店', lat: 31.234567 };
    expect(textOf(alertGroupCard(given))).not.toMatch(/张敏|世纪大道|31\.234567/);
  });

  it('says nothing about the difference once it is handled or cleared', () => {
    for (const state of ['handled', 'cleared'] as const)
      expect(textOf(alertGroupCard(buildGroupInput({ state })))).not.toMatch(/45|不一致|14:00/);
  });
});

describe('the manager card', () => {
  it('offers four ways to answer while open, each with the alert and its version', () => {
    const actions = ['arranged', 'data_error', 'ask', 'escalate'];
    expect(callbacksIn(alertManagerCard(buildManagerInput()))).toEqual(
      actions.map((a) => ({ k: 'alert', id: 'a1', a })),
    );
  });

  it('has no buttons but the link once handled, and shows the outcome and who', () => {
    const card = alertManagerCard(
      buildManagerInput({ state: 'arranged', outcomeText: '支援门店 14:00-15:00', handledBy: '王强' }),
    );
    expect(callbacksIn(card)).toEqual([]);
    expect(textOf(card)).not.toMatch(/"tag":"(form|input|select_static)"/);
    expect(textOf(card)).toContain('支援门店 14:00-15:00');
    expect(textOf(card)).toContain('王强');
  });

  it('says until when an answer is asked for, and that silence is held against nobody', () => {
    const open = textOf(alertManagerCard(buildManagerInput()));
    expect(open).toContain('请在 11月23日 14:00 前答复');
    expect(open).toContain('没有答复也不影响员工');
    expect(textOf(alertManagerCard(buildManagerInput({ language: 'en' })))).toContain(
      'No answer is held against the employee',
    );
    expect(textOf(alertManagerCard(buildManagerInput({ state: 'asked' })))).not.toContain('前答复');
  });

  it('says what follows once the manager asked, and names no manager beside what HR decided', () => {
    const asked = textOf(alertManagerCard(buildManagerInput({ state: 'asked', handledBy: '王强' })));
    expect(asked).toContain('接下来由人力资源核实');
    expect(asked).toContain('王强');
    const decided = buildManagerInput({ state: 'closed', outcomeText: '不成立，已结束', handledBy: '王强' });
    expect(textOf(alertManagerCard(decided))).not.toContain('王强');
    expect(textOf(alertManagerCard(decided))).not.toContain('接下来由人力资源核实');
  });

  it('travels through the tenant: the form comes back as an arrangement', async () => {
    const webhook = await useWebhook();
    const { sandbox, feishu } = await useTenant({
      clock: { now: () => new Date('2026-11-23T04:00:00Z'), advanceTo: () => Promise.resolve() },
      callbackUrl: `${webhook.url}/callbacks`,
    });
    const card = alertManagerCard(buildManagerInput());
    const to = { kind: 'open_id', id: 'ou_p1' } as const;
    const { messageId } = await feishu.messages.sendCard({ to, card, uuid: 'alert-a1' });
    const formValue = { kind: 'survey', startTime: '14:00', endTime: '15:00', note: '' };
    const reply = await sandbox.pressButton({ openId: 'ou_p1', messageId, name: 'submit', formValue });
    expect(reply).toMatchObject({ clientCode: 0, toast: { type: 'success' } });
    const [action] = webhook.actions;
    expect(action).toMatchObject({ operatorOpenId: 'ou_p1', messageId });
    expect(CardValueSchema.parse(action?.value)).toEqual({ k: 'alert', id: 'a1', a: 'arranged' });
    expect(ArrangementSchema.parse(action?.form)).toEqual(formValue);
  });
});

describe('the HR card', () => {
  it('has contact as its only move from chat, and asks before it', () => {
    const card = caseHrCard(buildHrInput());
    expect(callbacksIn(card)).toEqual([{ k: 'case', id: 'c1', a: 'contact' }]);
    expect(textOf(card)).toContain('"confirm"');
    expect(callbacksIn(caseHrCard(buildHrInput({ actions: ['open'] })))).toEqual([]);
  });

  it('turns red and says so when the clock is overdue', () => {
    const clock = { label: '决定', dueAt: new Date('2026-11-23T06:00:00Z'), overdue: true };
    const card = caseHrCard(buildHrInput({ clock }));
    expect(card.header?.template).toBe('red');
    expect(textOf(card)).toContain('已超时');
  });
});

describe('the punch card', () => {
  const cardsOf = (state: string) =>
    samples.filter(([name]) => name.startsWith(`punch-confirm ${state}`)).map(([, card]) => card);

  it('takes only a yes in chat; a no goes to the app, where its reason is asked for', () => {
    expect(cardsOf('open')).toHaveLength(2);
    for (const card of cardsOf('open')) {
      expect(callbacksIn(card)).toEqual([{ k: 'punch', id: 'p1', a: 'accept' }]);
      expect(textOf(card)).toContain('"open_url"');
    }
    expect(CardValueSchema.safeParse({ k: 'punch', id: 'p1', a: 'decline' }).success).toBe(false);
  });

  it('offers nothing once it is settled', () => {
    for (const card of [...cardsOf('accepted'), ...cardsOf('declined')])
      expect(textOf(card)).not.toContain('"behaviors"');
  });
});

describe('the monthly report card', () => {
  it('says what is unknown instead of showing zero', () => {
    const report = buildReport({ distanceKm: null, coveragePct: null });
    const text = textOf(monthlyReportCard({ report, url: 'https://a.cn/' }));
    expect(text.match(/暂无数据/g)).toHaveLength(2);
    expect(text).not.toContain('0 公里');
  });

  it('draws a day without any position at 0 and says what that means, and leaves out only days without a shift', () => {
    const days = [0, null, 80].map((coveragePct, index) => ({
      day: `2026-11-0${index + 1}`,
      workedMin: 480,
      distanceKm: 0,
      coveragePct,
      stays: 0,
    }));
    const text = textOf(monthlyReportCard({ report: buildReport({ days }), url: 'https://a.cn/' }));
    expect(text).toContain('{"day":"11-01","coverage":0},{"day":"11-03","coverage":80}');
    expect(text).toContain('0 是没收到定位');
    expect(text).not.toContain('没有数据的日子不画');
  });

  it('charts the hours and the coverage of each day', () => {
    const charts = objectsIn(monthlyReportCard({ report: buildReport(), url: 'https://a.cn/' })).filter(
      (one) => one['tag'] === 'chart',
    );
    expect(charts).toHaveLength(2);
    expect(charts[0]).toMatchObject({ chart_spec: { type: 'bar', xField: 'day', yField: 'hours' } });
    expect(JSON.stringify(charts[0])).toContain('{"day":"11-30","hours":8}');
    expect(charts[1]).toMatchObject({ chart_spec: { type: 'line', yField: 'coverage' } });
  });
});

describe('the digest', () => {
  it('says what waits, and how much', () => {
    const card = buildDigest();
    expect(card.config.summary?.content).toBe('待核实汇总 · 11月23日 14:00 · 2 条待核实');
    expect(textOf(card)).toContain('【待核实】M-402817 · 导购 · 浦东区域 · 与排班地点不一致约 45 分钟');
    expect(textOf(card)).toContain('【已处理】M-990144 · 骑手 · 浦东区域"');
  });

  it('stays within 200 elements however many alerts there are, and drops none without a word', () => {
    const [line] = digestLines;
    if (line === undefined) throw new Error('no line');
    const many = Array.from({ length: 60 }, (_one, no) => ({ ...line, pseudonym: `M-${no}` }));
    const card = buildDigest(many);
    expect(checkCard(card)).toBeNull();
    expect(textOf(card)).toContain('另有 42 条');
  });
});

describe('what a builder returns', () => {
  it.each([
    ['a card that can be forwarded', { enable_forward: true }],
    ['a card that says nothing about forwarding', { enable_forward: undefined }],
  ])('is never %s', (_name, config) => {
    const card = buildDigest();
    expect(OwnCardSchema.safeParse({ ...card, config: { ...card.config, ...config } }).success).toBe(false);
  });

  it('is never too large, nor with too many elements', () => {
    const line: CardElement = { tag: 'div', text: { tag: 'plain_text', content: '长'.repeat(900) } };
    const of = (elements: CardElement[]) => ({ ...buildDigest(), body: { elements } });
    expect(OwnCardSchema.safeParse(of(Array.from({ length: 12 }, () => line))).success).toBe(false);
    const short: CardElement = { tag: 'div', text: { tag: 'plain_text', content: '短' } };
    expect(OwnCardSchema.safeParse(of(Array.from({ length: 101 }, () => short))).success).toBe(false);
    expect(OwnCardSchema.safeParse(of(Array.from({ length: 98 }, () => short))).success).toBe(true);
  });
});

describe('the words of the cards', () => {
  it('have the same keys in both languages', () => {
    const keys = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        typeof inner === 'object' && inner !== null ? keys(inner).map((rest) => `${key}.${rest}`) : [key],
      );
    expect(keys(cardsEn)).toEqual(keys(cardsZh));
  });

  it('are English when asked', () => {
    const card = alertGroupCard({
      ...buildGroupInput({ regionName: 'Pudong', staffKindLabel: 'Promoter' }),
      language: 'en',
    });
    expect(card.config.summary?.content).toBe(
      '[To check] M-1023 · Promoter · Pudong · about 45 min away from the rostered place · please respond by Nov 23, 14:00',
    );
  });
});

describe('the group line of an alert about records', () => {
  it('names no minutes', () => {
    const line = JSON.stringify(
      alertGroupCard({
        pseudonym: 'M-1023',
        regionName: '浦东区域',
        timeZone: 'Asia/Shanghai',
        state: 'open',
      }),
    );
    expect(line).toContain('有工作记录待核实');
    expect(line).not.toContain('分钟');
  });
});
