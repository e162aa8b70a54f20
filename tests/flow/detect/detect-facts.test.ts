import { expect, it } from 'vitest';
import { recordFacts } from '../../../server/flow/detect/detect-facts.ts';
import { buildPerson } from '../company.ts';

it('puts visits logged here and in another system in the order of time', () => {
  const person = buildPerson({ id: 'zhang' });
  const visit = (externalId: string, clock: string) => ({
    kind: 'visits' as const,
    externalId,
    employeeNo: person.employeeNo,
    startAt: new Date(`2026-09-14T${clock}:00+08:00`),
    endAt: new Date(`2026-09-14T${clock}:30+08:00`),
    customerId: 'shop',
    data: {},
  });
  const { visits } = recordFacts({
    person,
    work: [
      visit('crm-1', '10:00'),
      visit('crm-2', '15:00'),
      visit('app-1', '09:00'),
      visit('app-2', '11:00'),
    ],
    othersOrders: [],
  });
  expect(visits.map(({ id }) => id)).toEqual(['app-1', 'crm-1', 'app-2', 'crm-2']);
});
