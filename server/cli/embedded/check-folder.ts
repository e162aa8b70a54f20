import { checkStore } from '../../embedded/storage/check.ts';
import { Store } from '../../embedded/storage/store.ts';
import { isRestoreMark } from '../../store/restore-mark.ts';
import type { Io } from './run-operation.ts';
import { assertStore } from './with-client.ts';

/** Compares the documents of a store that nobody runs with their indexes, and finds half restores; counts on `out`, faults on `err`. */
export async function checkFolder(dir: string, io: Io): Promise<0 | 1> {
  assertStore(dir);
  const store = new Store({ dir });
  try {
    const { faults, ...counts } = checkStore(store);
    for (const { namespace } of store.list()) {
      const [database = '', ...collection] = namespace.split('.');
      if (isRestoreMark(collection.join('.')))
        faults.push(`${database}: a restore was broken off; the same --restore once more makes it whole`);
    }
    for (const fault of faults) io.err(fault);
    io.out(JSON.stringify({ ...counts, faults: faults.length }));
    return faults.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
