import type { MongoClient } from 'mongodb';
import type { Requirement } from './read-specs.ts';

export type Server = { version: number[]; topology: string };
/** Kinds of requirement that a plain server without sign-in, encryption or test commands cannot meet. */
const UNMET = ['auth', 'csfle', 'serverParameters'];

export async function readServer(client: MongoClient): Promise<Server> {
  const admin = client.db('admin');
  const [hello, build] = [await admin.command({ hello: 1 }), await admin.command({ buildInfo: 1 })];
  const isReplicaSet = typeof hello['setName'] === 'string';
  const topology = hello['msg'] === 'isdbgrid' ? 'sharded' : isReplicaSet ? 'replicaset' : 'single';
  return { version: toVersion(String(build['version'])), topology };
}

/** Why none of the alternatives holds here; undefined when one does, or when there are none. */
export function unmetReason(
  server: Server,
  alternatives: readonly Requirement[] | undefined,
): string | undefined {
  if (!alternatives?.length) return undefined;
  const reasons = alternatives.map((one) => whyNot(server, one));
  return reasons.includes(undefined) ? undefined : reasons.join('; or ');
}

function whyNot(server: Server, requirement: Requirement): string | undefined {
  const { minServerVersion: min, maxServerVersion: max, topologies } = requirement;
  if (min !== undefined && compare(server.version, toVersion(min)) < 0) return `needs server ${min} or later`;
  if (max !== undefined && compare(server.version, toVersion(max)) > 0)
    return `needs server ${max} or earlier`;
  if (topologies && !topologies.includes(server.topology)) return `needs topology ${topologies.join(' or ')}`;
  if (requirement['serverless'] === 'require') return 'needs serverless';
  const unmet = UNMET.find((name) => requirement[name] !== undefined && requirement[name] !== false);
  return unmet === undefined ? undefined : `needs ${unmet}`;
}

function toVersion(text: string): number[] {
  return text.split('.').map((part) => Number.parseInt(part, 10));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const i of [0, 1, 2]) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
