import { type CommandStartedEvent, Db, MongoClient, type ReadPreferenceMode } from 'mongodb';
import { isPlain } from './match.ts';
import type { Fields } from './read-specs.ts';

type SeenEvent = { type: string; event: Readonly<Record<string, unknown>> };
const EVENTS = ['commandStarted', 'commandSucceeded', 'commandFailed'] as const;
const HIDDEN = new Set(['configureFailPoint', 'hello', 'isMaster', 'ismaster']);

/** The named things a test works with, and the events its clients saw. */
export class Entities {
  readonly #uri: string;
  readonly all = new Map<string, unknown>([['testRunner', 'testRunner']]);
  readonly events = new Map<string, SeenEvent[]>();

  constructor(uri: string) {
    this.#uri = uri;
  }

  /** Why the entity cannot be made, or undefined when it was. */
  async create(kind: string, spec: Fields): Promise<string | undefined> {
    const id = String(spec['id']);
    if (kind === 'client') this.all.set(id, await this.#connect(id, spec));
    else if (kind === 'database') {
      const client = this.#client(spec);
      this.all.set(id, client.db(String(spec['databaseName']), options(spec['databaseOptions'])));
    } else if (kind === 'collection') {
      const database = this.all.get(String(spec['database']));
      if (!(database instanceof Db)) return `collection ${id} names no database`;
      this.all.set(
        id,
        database.collection(String(spec['collectionName']), options(spec['collectionOptions'])),
      );
    } else if (kind === 'session') {
      const snapshot = options(spec['sessionOptions'])['snapshot'] === true;
      this.all.set(id, this.#client(spec).startSession({ snapshot }));
    } else return `entity ${kind} is not driven here`;
    return undefined;
  }

  async close(): Promise<void> {
    for (const entity of this.all.values()) if (entity instanceof MongoClient) await entity.close();
  }

  #client(spec: Fields): MongoClient {
    const client = this.all.get(String(spec['client']));
    if (!(client instanceof MongoClient)) throw new Error(`no client ${String(spec['client'])}`);
    return client;
  }

  async #connect(id: string, spec: Fields): Promise<MongoClient> {
    const observed = (Array.isArray(spec['observeEvents']) ? spec['observeEvents'] : []).map(String);
    const ignored = (
      Array.isArray(spec['ignoreCommandMonitoringEvents']) ? spec['ignoreCommandMonitoringEvents'] : []
    ).map(String);
    const client = new MongoClient(this.#uri, {
      monitorCommands: observed.length > 0,
      ...options(spec['uriOptions']),
      ...(isPlain(spec['serverApi']) ? { serverApi: { version: '1', ...spec['serverApi'] } } : {}),
    });
    const seen: SeenEvent[] = [];
    this.events.set(id, seen);
    for (const name of EVENTS.filter((one) => observed.includes(`${one}Event`))) {
      client.on(name, (event: Pick<CommandStartedEvent, 'commandName'>) => {
        if (HIDDEN.has(event.commandName) || ignored.includes(event.commandName)) return;
        seen.push({ type: `${name}Event`, event: { ...event, ...shownEvent(event) } });
      });
    }
    await client.connect();
    return client;
  }
}

/** The getters of a driver's event, which a spread would leave out. */
function shownEvent(event: object): Fields {
  const names = ['command', 'commandName', 'databaseName', 'reply'];
  return Object.fromEntries(names.map((name) => [name, Reflect.get(event, name) as unknown]));
}

function options(value: unknown): Fields & { readPreference?: ReadPreferenceMode } {
  return isPlain(value) ? value : {};
}
