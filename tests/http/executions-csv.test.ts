import { expect, it } from 'vitest';
import { executionsCsv } from '../../server/http/views/executions-csv.ts';

const row = {
  caseNo: 'C-1',
  employeeNo: '=MQ1',
  executedAt: '2026-11-30T16:30:00.000Z',
  decisionId: 'd',
  decidedBy: '周文',
  measures: 'warning performance_deduction',
  deductionFen: 40_000,
  deductionMonth: '2026-11',
  fineFen: 0,
  agreement: '',
  changedAt: '',
  revokedAt: '2026-12-31T16:05:00.000Z',
};

it('gives payroll the times by the company’s clocks and names the zone: a penalty of the first is not of the last', () => {
  const [heading = '', line] = executionsCsv([row], 'Asia/Shanghai').split('\r\n');
  expect(heading.startsWith('\uFEFF')).toBe(true);
  expect(heading).toContain('executedAt (Asia/Shanghai)');
  expect(heading).toContain('revokedAt (Asia/Shanghai)');
  expect(line).toBe(
    "C-1,'=MQ1,2026-12-01 00:30,d,周文,warning performance_deduction,40000,2026-11,0,,,2027-01-01 00:05",
  );
});
