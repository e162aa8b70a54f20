import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from '@larksuiteoapi/node-sdk';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFeishu } from '../../server/feishu/index.ts';
import { buildManagerInput } from './cards/samples.ts';
import { alertManagerCard } from '../../server/feishu/cards/alert-manager-card.ts';
import { DEMO_TABLE, DEMO_WIKI } from '../../server/sandbox/tables.ts';
import { appId, appSecret } from '../sandbox/support.ts';
import { contract, rowFor, untyped } from './contract.ts';
import { buildOptions, listenForTest, useTenant } from './support.ts';

type Asked = Readonly<{
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  authorization: string;
}>;

/** Listens in on the wire between our code and the tenant. */
async function useWire(target: string) {
  const asked: Asked[] = [];
  const forward = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
    const raw = Buffer.concat(parts);
    const url = new URL(req.url ?? '/', target);
    const isFile = (req.headers['content-type'] ?? '').startsWith('multipart/');
    const body: unknown = isFile
      ? { multipartBytes: raw.length }
      : raw.length === 0
        ? {}
        : JSON.parse(raw.toString('utf8'));
    asked.push({
      method: req.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body,
      authorization: req.headers.authorization ?? '',
    });
    const onward = request(
      url,
      { method: req.method, headers: { ...req.headers, host: url.host } },
      (reply) => {
        res.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(res);
      },
    );
    onward.end(raw);
  };
  const port = await listenForTest(createServer((req, res) => void forward(req, res)));
  return { url: `http://127.0.0.1:${port}`, asked };
}

const rows = [...contract, ...untyped];
const rowOf = ({ method, path }: Pick<Asked, 'method' | 'path'>) =>
  rows.find((row) => row.method === method && row.path.test(path));

/** What is wrong with a request; an empty list is right. */
function faultsOf(asked: Omit<Asked, 'authorization'>): string[] {
  const row = rowOf(asked);
  if (row === undefined) return [`${asked.method} ${asked.path} is in no contract`];
  const parts = [
    ['query', row.query.safeParse(asked.query)],
    ['body', row.body.safeParse(asked.body)],
  ] as const;
  return parts.flatMap(([part, { error }]) =>
    (error?.issues ?? []).map((issue) => `${row.name} ${part} ${issue.path.join('.')}: ${issue.message}`),
  );
}

describe('what we ask the platform for', () => {
  it('is within the SDK’s request types and the documented limits', async () => {
    const { sandbox } = await useTenant();
    const wire = await useWire(sandbox.url);
    const feishu = createFeishu(buildOptions({ baseUrl: wire.url, accountsUrl: wire.url }));
    await feishu.org.fetchOrg();
    await feishu.org.fetchUser('ou_p1');
    const userIds = Array.from({ length: 20 }, (_one, no) => `u${100 + no}`);
    await feishu.attendance.fetchSchedules({
      userIds: ['u2', ...userIds],
      fromDay: '2026-10-20',
      toDay: '2026-12-04',
    });
    await feishu.attendance.fetchDays({ userIds, fromDay: '2026-10-20', toDay: '2026-12-04' });
    const fromAt = new Date('2026-11-22T00:00:00Z');
    await feishu.attendance.fetchFlows({ userIds, fromAt, toAt: new Date('2026-11-23T00:00:00Z') });
    const punch = {
      id: 'p1',
      userId: 'u2',
      at: new Date('2026-11-23T01:00:00Z'),
      placeName: '店',
      comment: '',
    };
    await feishu.attendance.writePunches(
      Array.from({ length: 60 }, (_one, no) => ({ ...punch, id: `p${no}` })),
    );
    const card = alertManagerCard(buildManagerInput());
    const to = { kind: 'open_id', id: 'ou_p1' } as const;
    const { messageId } = await feishu.messages.sendCard({ to, card, uuid: 'x'.repeat(50) });
    await feishu.messages.sendCard({ to: { kind: 'chat_id', id: 'oc_east' }, card, uuid: 'group-1' });
    await feishu.messages.updateCard({ messageId, card });
    await feishu.messages.urge({ messageId, openIds: ['ou_p1'] });
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await feishu.messages.uploadImage(png);
    const { instanceCode } = await feishu.approvals.create({
      approvalCode: 'DEF-1',
      applicantOpenId: 'ou_p3',
      approverOpenIds: ['ou_p4'],
      title: '处理建议审批',
      form: [{ id: 'case_no', type: 'input', value: 'C-1' }],
      uuid: 'y'.repeat(64),
    });
    const { holders } = await feishu.approvals.get(instanceCode);
    const own = { approvalCode: 'DEF-1', instanceCode };
    const task = { fromOpenId: 'ou_p4', taskId: holders[0]?.taskId ?? '', toOpenId: 'ou_p1' };
    expect(await feishu.approvals.transfer({ ...own, ...task })).toBe(true);
    expect(await feishu.approvals.transfer({ ...own, ...task })).toBe(false);
    await feishu.approvals.cancel({ ...own, applicantOpenId: 'ou_p3' });
    await feishu.approvals.subscribe('DEF-1');
    const appToken = (await feishu.tables.findBase(DEMO_WIKI)) ?? '';
    await feishu.tables.fetchRows({ appToken, tableId: DEMO_TABLE, viewId: 'vewMingqinSales' });
    await feishu.signIn.jssdkConfig('http://127.0.0.1:1/h5/');
    const redirect = await fetch(
      feishu.signIn
        .authorizeUrl({
          redirectUri: 'http://127.0.0.1:1/auth/callback',
          state: 's',
          codeChallenge: 'c'.repeat(43),
        })
        .replace(wire.url, sandbox.url) + '&sandbox_person=ou_p2',
      { redirect: 'manual' },
    );
    const code = new URL(redirect.headers.get('location') ?? '').searchParams.get('code') ?? '';
    await expect(
      feishu.signIn.exchangeCode({
        code,
        redirectUri: 'http://127.0.0.1:1/auth/callback',
        codeVerifier: 'v'.repeat(43),
      }),
    ).rejects.toMatchObject({ status: 401 });
    expect(wire.asked.flatMap(faultsOf)).toEqual([]);
    expect(wire.asked.length).toBeGreaterThan(20);
    const seen = new Set(wire.asked.map((asked) => rowOf(asked)?.name));
    // Asked with a person's own token: the sign-in tests do.
    const wanted = rows.map(({ name }) => name).filter((name) => name !== 'authen.userInfo.get');
    expect(wanted.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('is asked with the app’s token in the header, never in the address', async () => {
    const { sandbox } = await useTenant();
    const wire = await useWire(sandbox.url);
    const feishu = createFeishu(buildOptions({ baseUrl: wire.url, accountsUrl: wire.url }));
    await feishu.org.fetchUser('ou_p1');
    const last = wire.asked.at(-1);
    expect(last?.authorization).toMatch(/^Bearer t-/);
    for (const { path, query } of wire.asked)
      expect(JSON.stringify({ path, query })).not.toMatch(new RegExp(`${appSecret}|${appId}|t-`));
  });

  it('is all in the contract: no call of the SDK is without a row', () => {
    const dir = 'server/feishu';
    const calls = readdirSync(dir)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(`${dir}/${name}`, 'utf8').matchAll(/\bsdk\.([a-zA-Z]+(?:\.[a-zA-Z]+)+)\(/g),
      ])
      .map(([, call]) => call);
    const known = new Set(rows.map(({ name }) => name));
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => call !== undefined && !known.has(call))).toEqual([]);
  });

  it('cannot hold a row that the SDK’s types refuse', () => {
    const patch = { name: 'im.message.patch', method: 'PATCH', path: /x/ } as const;
    const body = z.strictObject({ content: z.string() });
    const rowOfPatch = rowFor<Client['im']['message']['patch']>();
    expect(rowOfPatch({ ...patch, body }).name).toBe('im.message.patch');
    // @ts-expect-error -- a field that the SDK does not know
    rowOfPatch({ ...patch, body: body.extend({ surprise: z.string() }) });
    // @ts-expect-error -- a field of another type
    rowOfPatch({ ...patch, body: z.strictObject({ content: z.number() }) });
    // @ts-expect-error -- a required field that may be missing
    rowOfPatch({ ...patch, body: z.strictObject({ content: z.string().optional() }) });
  });

  const employees = { employee_type: 'employee_id' };
  it.each<[string, Omit<Asked, 'authorization'>]>([
    [
      'an unknown field',
      {
        method: 'POST',
        path: '/open-apis/attendance/v1/user_approvals/query',
        query: employees,
        body: { user_ids: ['u1'], check_date_from: 20_261_101, check_date_to: 20_261_102, surprise: 1 },
      },
    ],
    [
      'more people than one query may name',
      {
        method: 'POST',
        path: '/open-apis/attendance/v1/user_approvals/query',
        query: employees,
        body: {
          user_ids: Array.from({ length: 51 }, (_one, no) => `u${no}`),
          check_date_from: 20_261_101,
          check_date_to: 20_261_102,
        },
      },
    ],
    [
      'a uuid that is too long, and no card',
      {
        method: 'POST',
        path: '/open-apis/im/v1/messages',
        query: { receive_id_type: 'open_id' },
        body: { receive_id: 'ou_1', msg_type: 'interactive', content: '{}', uuid: 'x'.repeat(51) },
      },
    ],
    [
      'an id that climbs out of its path',
      { method: 'GET', path: '/open-apis/contact/v3/users/a/../b', query: {}, body: {} },
    ],
    ['an API nobody listed', { method: 'GET', path: '/open-apis/drive/v1/files', query: {}, body: {} }],
  ])('would be refused with %s', (_name, asked) => {
    expect(faultsOf(asked).length).toBeGreaterThan(0);
  });
});
