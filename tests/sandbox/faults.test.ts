import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../server/sandbox/index.ts';
import { buildCard } from './cards.ts';
import { startReceiver } from './receiver.ts';
import { buildClient, buildSeed, refusal, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
beforeEach(async () => {
  at = await startSandbox();
});
afterEach(() => at.sandbox.close());

const send = (to: { id?: string; type?: 'open_id' | 'chat_id' } = {}) =>
  at.client.im.message.create({
    params: { receive_id_type: to.type ?? 'open_id' },
    data: {
      receive_id: to.id ?? 'ou_p1',
      msg_type: 'interactive',
      content: JSON.stringify(buildCard()),
    },
  });
const listUsers = (pageToken?: string) =>
  at.client.contact.user.findByDepartment({
    params: {
      department_id: 'od-east',
      department_id_type: 'open_department_id',
      page_size: 50,
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
  });

describe('faults of requests', () => {
  it.each<[string, Fault, object]>([
    ['429', { kind: 'rate_limit', resetS: 3 }, { status: 429, code: 99991400 }],
    ['5xx', { kind: 'server_error', status: 502 }, { status: 502 }],
    ['a DLP refusal', { kind: 'dlp' }, { status: 400, code: 230028 }],
    ['a resigned receiver', { kind: 'resigned_receiver' }, { status: 400, code: 230013 }],
    ['a chat without the bot', { kind: 'chat_without_bot' }, { status: 400, code: 230002 }],
  ])('answers %s once, without an effect', async (_name, fault, wanted) => {
    await send();
    at.sandbox.addFault(fault);
    expect(at.sandbox.faults()).toMatchObject([{ kind: fault.kind, times: 1 }]);
    expect(await refusal(send())).toMatchObject(wanted);
    expect(at.sandbox.faults()).toEqual([]);
    await send();
    expect(at.sandbox.messages()).toHaveLength(2);
  });

  it('tells how long to wait', async () => {
    at.sandbox.addFault({ kind: 'rate_limit', resetS: 7 });
    const reply = await fetch(`${at.sandbox.url}/open-apis/im/v1/messages`);
    expect(reply.headers.get('x-ogw-ratelimit-reset')).toBe('7');
    expect(reply.headers.get('x-ogw-ratelimit-limit')).toBe('50');
    at.sandbox.addFault({ kind: 'rate_limit', resetS: null });
    const silent = await fetch(`${at.sandbox.url}/open-apis/im/v1/messages`);
    expect([silent.status, silent.headers.get('x-ogw-ratelimit-reset')]).toEqual([429, null]);
  });

  it('keeps the effect when it drops the reply', async () => {
    await listUsers();
    at.sandbox.addFault({ kind: 'drop_reply', path: '/open-apis/im/v1/messages' });
    await expect(send()).rejects.toThrow(/socket|ECONNRESET|aborted/);
    expect(at.sandbox.messages()).toHaveLength(1);
  });

  it('ends a reply half way', async () => {
    await listUsers();
    at.sandbox.addFault({ kind: 'cut_reply', path: '/open-apis/im' });
    await expect(send()).rejects.toThrow(/socket|ECONNRESET|aborted/);
  });

  it('hangs as long as it is told and has no effect', async () => {
    await listUsers();
    at.sandbox.addFault({ kind: 'hang', ms: 150, path: '/open-apis/im' });
    const startedMs = performance.now();
    await expect(send()).rejects.toThrow(/socket|ECONNRESET|aborted/);
    expect(performance.now() - startedMs).toBeGreaterThan(140);
    expect(at.sandbox.messages()).toHaveLength(0);
    expect(at.sandbox.journal().at(-1)).toMatchObject({ fault: 'hang', status: 0 });
  });

  it('refuses every token given out before a revocation, and gives a new one', async () => {
    await send();
    at.sandbox.addFault({ kind: 'token_revoked', path: '/open-apis/im' });
    expect(await refusal(send())).toMatchObject({ status: 400, code: 99991663 });
    expect(await refusal(send())).toMatchObject({ code: 99991663 });
    expect((await buildClient(at.sandbox).contact.scope.list({ params: {} })).code).toBe(0);
  });

  it('gives half a page, and fails for as long as the next one is asked for', async () => {
    await listUsers();
    at.sandbox.addFault({ kind: 'half_page', path: '/open-apis/contact/v3/users/find_by_department' });
    const half = await listUsers();
    expect(half.data).toMatchObject({ has_more: true });
    expect(half.data?.items).toHaveLength(11);
    for (let tries = 0; tries < 2; tries += 1)
      expect(await refusal(listUsers(half.data?.page_token))).toMatchObject({ status: 500 });
    expect((await listUsers()).data?.items).toHaveLength(22);
  });

  it('refuses the token of a next page, and lets rows slip out of a list or come twice', async () => {
    const path = '/open-apis/contact/v3/users/find_by_department';
    const list = async (pageToken?: string) =>
      at.client.contact.user.findByDepartment({
        params: {
          department_id: 'od-east',
          department_id_type: 'open_department_id',
          page_size: 10,
          ...(pageToken === undefined ? {} : { page_token: pageToken }),
        },
      });
    const first = await list();
    const next = first.data?.page_token;
    at.sandbox.addFault({ kind: 'old_page_token', path });
    expect(await refusal(list(next))).toMatchObject({ status: 400, code: 99992402 });
    const ids = async () => (await list(next)).data?.items?.map((one) => one.open_id) ?? [];
    const whole = await ids();
    at.sandbox.addFault({ kind: 'slipped_page', path });
    expect((await ids())[0]).toBe(whole[1]);
    at.sandbox.addFault({ kind: 'slipped_page', path, rows: -1 });
    expect((await ids())[0]).toBe(first.data?.items?.at(-1)?.open_id);
  });

  it('refuses a group the bot was put out of, for new cards and changes alike', async () => {
    const group = { id: 'oc_east', type: 'chat_id' } as const;
    const sent = await send(group);
    at.sandbox.setBotInChat('oc_east', false);
    expect(await refusal(send(group))).toMatchObject({ code: 230002 });
    const patch = at.client.im.message.patch({
      path: { message_id: sent.data?.message_id ?? '' },
      data: { content: JSON.stringify(buildCard()) },
    });
    expect(await refusal(patch)).toMatchObject({ code: 230002 });
    at.sandbox.setBotInChat('oc_east', true);
    expect((await send(group)).code).toBe(0);
  });

  it('touches nothing but the path it names, and ends with the reset', async () => {
    at.sandbox.addFault({ kind: 'server_error', times: 9, path: '/open-apis/approval' });
    expect((await send()).code).toBe(0);
    at.sandbox.reset();
    expect(at.sandbox.faults()).toEqual([]);
  });
});

describe('faults of events', () => {
  const person = buildSeed().users[1] ?? expect.fail('no person');
  const joiner = (no: number) => ({
    ...person,
    openId: `ou_new${no}`,
    userId: `new${no}`,
    unionId: `on_new${no}`,
    name: `新人${no}`,
  });
  const namesIn = (received: { json: Record<string, unknown> }[]) =>
    received.map(({ json }) => /新人\d/.exec(JSON.stringify(json))?.[0]);
  let hook: Awaited<ReturnType<typeof startReceiver>>;
  beforeEach(async () => {
    hook = await startReceiver();
  });
  afterEach(() => hook.close());

  it('delivers an acknowledged event once more', async () => {
    at.sandbox.addFault({ kind: 'duplicate_event' });
    at.sandbox.setUrls({ eventUrl: hook.url });
    at.sandbox.setOrg({ users: [joiner(1), joiner(2)] });
    await at.sandbox.deliverNow();
    expect(namesIn(hook.received)).toEqual(['新人1', '新人1', '新人2']);
    expect(hook.received[0]?.json['header']).toEqual(hook.received[1]?.json['header']);
  });

  it('turns the order of the next events round', async () => {
    at.sandbox.addFault({ kind: 'reordered_events', times: 3 });
    at.sandbox.setUrls({ eventUrl: hook.url });
    at.sandbox.setOrg({ users: [joiner(1), joiner(2), joiner(3), joiner(4)] });
    await at.sandbox.deliverNow();
    expect(namesIn(hook.received)).toEqual(['新人3', '新人2', '新人1', '新人4']);
  });

  it('signs wrongly once, then rightly', async () => {
    at.sandbox.addFault({ kind: 'bad_signature' });
    at.sandbox.setUrls({ eventUrl: hook.url });
    at.sandbox.setOrg({ users: [joiner(1), joiner(2)] });
    await at.sandbox.deliverNow();
    expect(hook.received.map(({ signed }) => signed)).toEqual([false, true]);
  });

  it('signs with an old time, rightly', async () => {
    at.sandbox.addFault({ kind: 'stale_signature', ageS: 4000 });
    at.sandbox.setUrls({ eventUrl: hook.url });
    at.sandbox.setOrg({ users: [joiner(1), joiner(2)] });
    await at.sandbox.deliverNow();
    const nowS = at.clock.at.getTime() / 1000;
    expect(hook.received.map(({ signed, timestamp }) => [signed, nowS - timestamp])).toEqual([
      [true, 4000],
      [true, 0],
    ]);
  });

  it('comes again after 15 s, 5 min, 1 h and 6 h when the acknowledgement is lost, and is then given up', async () => {
    at.sandbox.addFault({ kind: 'lost_ack', times: 5 });
    at.sandbox.setUrls({ eventUrl: hook.url });
    at.sandbox.setOrg({ users: [joiner(1)] });
    await at.sandbox.turnWallClock(0);
    expect(hook.received).toHaveLength(1);
    for (const [waitS, tries] of [
      [14, 1],
      [2, 2],
      [299, 2],
      [2, 3],
      [3599, 3],
      [2, 4],
      [21_599, 4],
      [2, 5],
    ] as const) {
      await at.sandbox.turnWallClock(waitS * 1000);
      expect(hook.received).toHaveLength(tries);
    }
    expect(at.sandbox.events()).toMatchObject([{ state: 'given_up', attempts: 5 }]);
    expect(at.sandbox.journal().filter(({ kind }) => kind === 'event')).toHaveLength(5);
  });
});

describe('limits', () => {
  /** The second that is counted stands still until the test lets it pass. */
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    return () => void vi.useRealTimers();
  });

  it('takes 5 messages a second for one receiver, and others meanwhile', async () => {
    for (let no = 0; no < 5; no += 1) await send();
    expect(await refusal(send())).toMatchObject({ status: 400, code: 230020 });
    expect((await send({ id: 'ou_p2' })).code).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect((await send()).code).toBe(0);
  });

  it('takes 50 calls of one API a second', async () => {
    await listUsers();
    const calls = await Promise.all(
      Array.from({ length: 55 }, () =>
        at.client.contact.scope.list({ params: {} }).then(
          () => 200,
          () => 429,
        ),
      ),
    );
    expect(calls.filter((status) => status === 200)).toHaveLength(50);
    expect(calls.filter((status) => status === 429)).toHaveLength(5);
  });

  it('lets everybody through when it is told so', async () => {
    at.sandbox.setLimits(null);
    for (let no = 0; no < 12; no += 1) expect((await send()).code).toBe(0);
  });
});

describe('the wall clock', () => {
  it('ends tokens after two hours', async () => {
    await send();
    await at.sandbox.turnWallClock(7_200_001);
    expect(await refusal(send())).toMatchObject({ code: 99991663 });
  });
});
