import { expect, it } from 'vitest';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { listCases } from '../../../server/store/cases.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, dwell, giveShift } from '../company.ts';

useDatabase();

it('keeps the numbers of a case in step with later data, as an audited step that every card shows', async () => {
  const { deps, recording, setNow } = await createCompany();
  await giveShift('zhang');
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
  const [before] = await listCases({ limit: 1 });
  const updatesBefore = recording.to('ou_li')[0]?.updates.length ?? 0;
  await dwell('zhang', { from: '13:00', to: '13:40' });
  setNow(at('14:00'));
  await detectPerson(deps, 'zhang');
  await relay(deps);
  const [after] = await listCases({ limit: 1 });
  expect(after?.finding.numbers['dwellMin']).toBeGreaterThan(before?.finding.numbers['dwellMin'] ?? Infinity);
  expect(after?.version).toBeGreaterThan(before?.version ?? Infinity);
  expect(after?.history.at(-1)).toMatchObject({ event: 'rejudge', actorId: 'system', to: 'explaining' });
  expect((await listAudit(`cases:${after?.id}`)).at(-1)?.entry.action).toBe('case.rejudge');
  expect(recording.to('ou_li')[0]?.updates.length).toBeGreaterThan(updatesBefore);
});
