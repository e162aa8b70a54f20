import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient, refusal, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  at = await startSandbox();
});
afterAll(() => at.sandbox.close());

describe('tokens', () => {
  it('refuses a wrong app secret', async () => {
    const response = await fetch(`${at.sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: 'cli_0123456789abcdef', app_secret: 'wrong' }),
    });
    expect(await response.json()).toMatchObject({ code: 10014 });
  });

  it('asks for a token, then refuses one it never gave', async () => {
    const url = `${at.sandbox.url}/open-apis/contact/v3/scopes`;
    const bare = await fetch(url);
    const forged = await fetch(url, { headers: { authorization: 'Bearer t-forged' } });
    expect(bare.status).toBe(400);
    expect(await bare.json()).toMatchObject({ code: 99991661 });
    expect(await forged.json()).toMatchObject({ code: 99991663 });
  });

  it('answers an injected fault as often as asked, with its headers', async () => {
    at.sandbox.failNext({
      path: '/open-apis/contact/v3/scopes',
      times: 1,
      status: 429,
      code: 99991400,
      headers: { 'x-ogw-ratelimit-reset': '1' },
    });
    const client = buildClient(at.sandbox);
    expect(await refusal(client.contact.scope.list({}))).toMatchObject({ status: 429, code: 99991400 });
    expect((await client.contact.scope.list({})).code).toBe(0);
  });
});

describe('contact', () => {
  it('pages through the people of a department', async () => {
    const names: string[] = [];
    let token: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const reply = await at.client.contact.user.findByDepartment({
        params: {
          department_id: 'od-east',
          department_id_type: 'open_department_id',
          user_id_type: 'open_id',
          page_size: 8,
          ...(token === undefined ? {} : { page_token: token }),
        },
      });
      names.push(...(reply.data?.items ?? []).map((user) => user.name ?? ''));
      token = reply.data?.page_token;
      if (reply.data?.has_more !== true) break;
    }
    expect(names).toHaveLength(22);
    expect(new Set(names).size).toBe(22);
  });

  it('lists all departments under the root with their heads', async () => {
    const reply = await at.client.contact.department.children({
      path: { department_id: '0' },
      params: {
        fetch_child: true,
        page_size: 50,
        user_id_type: 'user_id',
        department_id_type: 'department_id',
      },
    });
    expect(reply.data?.items).toMatchObject([
      { department_id: 'd-root', parent_department_id: '0' },
      { department_id: 'd-east', parent_department_id: 'd-root', leader_user_id: 'u1' },
    ]);
  });

  it('shows a person in the id type asked for', async () => {
    const reply = await at.client.contact.user.get({
      path: { user_id: 'u2' },
      params: { user_id_type: 'user_id', department_id_type: 'department_id' },
    });
    expect(reply.data?.user).toMatchObject({
      open_id: 'ou_p2',
      leader_user_id: 'u1',
      department_ids: ['d-east'],
      employee_no: 'E002',
      status: { is_resigned: false },
    });
  });

  it('names an unknown open_id with the documented code', async () => {
    const call = at.client.contact.user.get({
      path: { user_id: 'ou_nobody' },
      params: { user_id_type: 'open_id' },
    });
    expect(await refusal(call)).toMatchObject({ status: 400, code: 99992351 });
  });

  it('refuses a page size above the documented one', async () => {
    const call = at.client.contact.user.findByDepartment({
      params: { department_id: 'od-east', page_size: 51 },
    });
    expect(await refusal(call)).toMatchObject({ status: 400, code: 99992402 });
  });
});
