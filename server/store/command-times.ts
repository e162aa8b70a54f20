import type { ConnectionCheckedInEvent, ConnectionCheckedOutEvent, MongoClient } from 'mongodb';
import { noteCommand } from '../metrics/store.ts';

/** Times commands by how long they hold their connection: watching the commands themselves would decode every answer a second time. */
export function timeCommands(client: Pick<MongoClient, 'on'>): void {
  const since = new Map<string, number>();
  const keyOf = ({ address, connectionId }: ConnectionCheckedOutEvent | ConnectionCheckedInEvent): string =>
    `${address}/${connectionId}`;
  client.on('connectionCheckedOut', (event) => since.set(keyOf(event), performance.now()));
  client.on('connectionCheckedIn', (event) => {
    const fromMs = since.get(keyOf(event));
    if (fromMs !== undefined) noteCommand((performance.now() - fromMs) / 1000);
  });
}
