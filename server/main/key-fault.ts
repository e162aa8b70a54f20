import type { Config } from '../config.ts';
import { StartFault } from './start-fault.ts';

/** The key of what is stored does not open. */
export class KeyFault extends StartFault {}

/** Why, as whoever starts it can mend it; the demo has its keys in its data folder, which may be lost or another one. */
export function explainKey(config: Pick<Config, 'mode' | 'store' | 'dataDir'>, isFolderNew: boolean): string {
  const { mode, store, dataDir } = config;
  if (mode === 'production')
    return 'SECRET_KEY does not open the key of the stored positions, photos and papers: start with the SECRET_KEY they were stored under, or set that one as SECRET_KEY_BEFORE';
  if (store.kind === 'mongodb') {
    const way = 'start with that folder as DATA_DIR, or empty the database or name another one';
    return isFolderNew
      ? `the database of MONGODB_URI holds a demo company whose keys and chats are in another data folder, and ${dataDir} (DATA_DIR) is new: ${way}`
      : `the database of MONGODB_URI holds another demo company than the data folder ${dataDir} (DATA_DIR), whose keys do not open it: ${way}`;
  }
  return isFolderNew
    ? `the data folder ${dataDir} has a store, and demo.json, which held its keys, is gone: put it back, or make the demo company anew with npm start -- --reset`
    : `demo.json of the data folder ${dataDir} is not the one its store was made with: put that back, or make the demo company anew with npm start -- --reset`;
}
