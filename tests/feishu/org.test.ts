import { describe, expect, it } from 'vitest';
import { buildSeed } from '../sandbox/support.ts';
import { useScriptedPlatform, useTenant } from './support.ts';

const department = { name: '总部', open_department_id: 'od-root', parent_department_id: '0' };
const user = (no: number) => ({ open_id: `ou_${no}`, user_id: `u${no}`, name: `员工${no}` });
const page = (items: unknown[], next?: string) => ({
  body: { code: 0, data: { items, has_more: next !== undefined, page_token: next } },
});

describe('the organisation', () => {
  it('comes whole, over several pages, everybody once', async () => {
    const { feishu } = await useTenant();
    const { departments, users } = await feishu.org.fetchOrg();
    expect(departments).toEqual([
      { id: 'od-root', name: '总部', parentId: '0' },
      { id: 'od-east', name: '浦东区域', parentId: 'od-root', leaderOpenId: 'ou_p1' },
    ]);
    expect(users).toHaveLength(24);
    expect(users.find((one) => one.openId === 'ou_p2')).toEqual({
      openId: 'ou_p2',
      userId: 'u2',
      name: '张敏',
      employeeNo: 'E002',
      employeeType: 1,
      jobTitle: '导购',
      departmentIds: ['od-east'],
      leaderOpenId: 'ou_p1',
      isActive: true,
    });
  });

  it('reads more people than a page holds and keeps one row for people in two departments', async () => {
    const { users, ...seed } = buildSeed();
    const [first] = users;
    if (first === undefined) throw new Error('the seed has people');
    const many = Array.from({ length: 120 }, (_, no) => ({
      ...first,
      openId: `ou_m${no}`,
      userId: `m${no}`,
      unionId: `on_m${no}`,
      employeeNo: `M${no}`,
      departmentIds: ['d-root', 'd-east'],
    }));
    const { feishu } = await useTenant({ seed: { ...seed, users: [first, ...many] } });
    const org = await feishu.org.fetchOrg();
    expect(new Set(org.users.map((one) => one.openId)).size).toBe(121);
    expect(org.users).toHaveLength(121);
  });

  it('is an error, not a part, when a later page fails', async () => {
    const { feishu } = await useScriptedPlatform((path) => {
      if (path.includes('/children')) return page([department]);
      if (path.includes('page_token=two')) return { status: 400, body: { code: 40004, msg: 'no rights' } };
      return page([user(1)], 'two');
    });
    await expect(feishu.org.fetchOrg()).rejects.toMatchObject({
      code: 'platform_failed',
      details: { operation: 'contact.user.findByDepartment', code: 40004 },
    });
  });

  it('is an error when a page claims more without a token, or the pages go in a circle', async () => {
    const noToken = await useScriptedPlatform(() => ({
      body: { code: 0, data: { items: [], has_more: true } },
    }));
    await expect(noToken.feishu.org.fetchOrg()).rejects.toMatchObject({ details: { code: -2 } });
    const circle = await useScriptedPlatform(() => page([department], 'again'));
    await expect(circle.feishu.org.fetchOrg()).rejects.toMatchObject({ details: { code: -2 } });
  });

  it('is an error when people come without the id attendance needs', async () => {
    const { feishu } = await useScriptedPlatform((path) =>
      path.includes('/children') ? page([department]) : page([{ open_id: 'ou_1', name: '员工' }]),
    );
    await expect(feishu.org.fetchOrg()).rejects.toMatchObject({ details: { code: -2 } });
  });

  it('calls frozen, resigned and exited people inactive and leaves deleted departments out', async () => {
    const { feishu } = await useScriptedPlatform((path) => {
      if (path.includes('/children'))
        return page([
          department,
          { ...department, open_department_id: 'od-x', status: { is_deleted: true } },
        ]);
      if (!path.includes('department_id=0')) return page([]);
      const status = { is_frozen: false, is_resigned: false, is_exited: false };
      return page([
        { ...user(1), status },
        { ...user(2), status: { ...status, is_frozen: true } },
        { ...user(3), status: { ...status, is_resigned: true } },
        { ...user(4), status: { ...status, is_exited: true } },
      ]);
    });
    const org = await feishu.org.fetchOrg();
    expect(org.departments.map((one) => one.id)).toEqual(['od-root']);
    expect(org.users.map((one) => one.isActive)).toEqual([true, false, false, false]);
  });
});
