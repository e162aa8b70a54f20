import * as fc from 'fast-check';
import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { createPuller } from '../../../server/connectors/pull/json-puller.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { askSourceNow } from '../../../server/flow/pull/pull-source.ts';
import { useDatabase } from '../../support/db.ts';
import { root, useCrm, visit } from './crm.ts';

useDatabase();
const crm = useCrm();
const voidWhen = { from: 'state', values: ['void'] };
type Fate = 'stays' | 'goes' | 'void' | 'new';

it('ends in the same state in any order of pages and after a death at any page', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Fate[]>('stays', 'goes', 'void', 'new'), { minLength: 2, maxLength: 10 }),
      fc.infiniteStream(fc.nat(1_000)),
      fc.nat(4),
      fc.nat(5),
      async (fates, chance, size, diesAt) => {
        round += 1;
        const named = (fate: (one: Fate) => boolean) =>
          fates.flatMap((one, at) => (fate(one) ? [`r${round}-${at}`] : []));
        const paged = (rows: readonly object[]) => {
          const mixed = rows
            .map((row) => ({ row, key: chance.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ row }) => row);
          const pages: object[][] = [];
          for (let at = 0; at < mixed.length; at += size + 1) pages.push(mixed.slice(at, at + size + 1));
          return pages;
        };
        const path = `list${round}`;
        const before = named((fate) => fate !== 'new');
        const after = named((fate) => fate === 'stays' || fate === 'new');
        crm.give(path, ...paged(before.map((id) => visit(id))));
        const url = `${crm.origin}/${path}?cursor={cursor}`;
        const id = await crm.register({ name: `crm ${round}`, url, isWhole: true, voidWhen });
        await crm.pull(id);

        const voids = named((fate) => fate === 'void').map((one) => ({ id: one, state: 'void' }));
        crm.give(path, ...paged([...after.map((one) => visit(one)), ...voids]));
        const puller = createPuller({ mayBePrivate: true, mayBePlain: true }, { pauseMs: 0 });
        let left = diesAt;
        const dying = {
          ...crm.deps,
          puller: {
            ...puller,
            ask: async (request: Parameters<typeof puller.ask>[0]) => {
              if (left-- === 0) throw new Error('died');
              return puller.ask(request);
            },
          },
        };
        await askSourceNow(crm.deps, root, id);
        await pullDue(dying).catch(() => undefined);
        crm.later(11);
        await pullDue(crm.deps);
        await crm.pull(id);

        // An empty list is never believed.
        const kept = after.length > 0 ? after : [...after, ...named((fate) => fate === 'goes')];
        const standing = (await crm.standing()).filter((one) => one.startsWith(`r${round}-`));
        expect(standing).toEqual(kept.toSorted());
        await mongoose.model('PullSource').deleteOne({ _id: id });
      },
    ),
    { numRuns: 12 },
  );
});

it('asks the store as often for a page of many rows as for one of few', async () => {
  const commandsOf = async (rows: number): Promise<Readonly<{ namings: number; all: number }>> => {
    const path = `of${rows}`;
    const names = Array.from({ length: rows }, (_, at) => `n${rows}-${at}`);
    crm.give(path, [visit(`n${rows}`), ...names.map((id) => visit(id))]);
    const url = `${crm.origin}/${path}?cursor={cursor}`;
    const id = await crm.register({ name: path, url, isWhole: true, voidWhen });
    await crm.pull(id);
    crm.give(path, [visit(`n${rows}`), ...names.map((one) => ({ id: one, state: 'void' }))]);
    const calls: string[] = [];
    mongoose.set('debug', (collection: string) => void calls.push(collection));
    await crm.pull(id);
    mongoose.set('debug', false);
    await mongoose.model('PullSource').deleteOne({ _id: id });
    return { namings: calls.filter((name) => name === 'pulled_rows').length, all: calls.length };
  };
  const [many, few] = [await commandsOf(100), await commandsOf(10)];
  expect(many.namings).toBe(few.namings);
  // Rows share a command with those of the same turn, and a busy machine has a few turns more.
  expect(many.all - few.all).toBeLessThan(45);
  expect(await crm.standing()).toEqual(['n10', 'n100']);
});
