import type { TenantSeed } from '../contract/tenant.ts';
import {
  HR,
  HR_LEAD,
  LEGAL,
  MANAGER,
  MUST_EXPLAIN,
  openIdOf,
  NEEDS_MANAGER,
  NEWCOMER,
  ADMIN,
  STAFF_REP,
} from './people.ts';

/** Whose seats a visitor may take. */
export const PERSONAS: readonly TenantSeed['personas'][number][] = [
  { openId: openIdOf(MANAGER), title: '王经理', hint: '浦东区域经理：只看本区域的提醒卡片' },
  { openId: openIdOf(MUST_EXPLAIN), title: '张导购', hint: '门店导购：打卡、看自己的数据、提交情况说明' },
  { openId: openIdOf(NEEDS_MANAGER), title: '孙导购', hint: '第一条提醒说的导购：HR 联系以后提交说明' },
  { openId: openIdOf(HR), title: '李HR', hint: '人事专员：联系员工、核实、提议' },
  { openId: openIdOf(LEGAL), title: '周法务', hint: '第二审批人：在审批里同意或拒绝' },
  { openId: openIdOf(NEWCOMER), title: '唐新人', hint: '昨天入职的导购：先打卡，再看告知和规范' },
  { openId: openIdOf('s-1'), title: '陈店长', hint: '世纪大道店店长：一键确认待确认打卡' },
  { openId: openIdOf('r-10'), title: '田业务', hint: '业务代表：看今天的拜访路线，两下记一次拜访' },
  { openId: openIdOf('d-2'), title: '钱骑手', hint: '配送员：看今天的配送路线，先取货再送达' },
  { openId: openIdOf(HR_LEAD), title: '韩主管', hint: '人事主管：看姓名、签署规则调整、修改公司与流程设置' },
  { openId: openIdOf(STAFF_REP), title: '沈代表', hint: '职工代表：签署阈值调整，查看各区域偏差' },
  { openId: openIdOf(ADMIN), title: '陆管理', hint: '系统管理员：接口密钥、公司日历' },
];
