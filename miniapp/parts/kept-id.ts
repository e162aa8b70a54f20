import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { keep, recall } from '../texts/device-memory.ts';

/**
 * The id of what is sent next, kept in this browser until it is answered: a reply that was lost is sent again under the same id, also by a
 * later page. It says nothing of the person or the words, which are kept nowhere where others may use the browser too.
 */
export function useKeptId(name: string) {
  const key = `mingqin-${name}`;
  const [id, setId] = useState(() => recall(key) ?? begin(key));
  return { id, renew: () => setId(begin(key)) };
}

function begin(key: string): string {
  const id = uuidv7();
  keep(key, id);
  return id;
}
