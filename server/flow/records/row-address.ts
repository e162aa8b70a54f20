import type { Geocoded, GeocodeReply, MapFault } from '../../contract/map-service.ts';
import { GeocodeBodySchema } from '../../contract/map-service.ts';
import { DatumSchema } from '../../contract/geo.ts';
import { said, type RecordFault } from '../../contract/texts/record-faults.ts';
import { fromWgs84, toWgs84 } from '../../domain/geo/datum.ts';
import type { FieldFault } from '../../errors.ts';
import { askForPlace, findPlaceDigest } from '../../store/places.ts';
import type { Deps } from '../deps.ts';
import { findAddress } from '../place/rival-search.ts';
import { sha256 } from '../secret/secret.ts';

type Body = Readonly<Record<string, unknown>>;
/** A row with its position; `digest` names what was received, so that the same row again is known without asking again. */
type Placed = Readonly<{ body: Body; digest?: string }> | Readonly<{ faults: readonly FieldFault[] }>;
export type Addresses = (externalId: unknown, body: Body) => Promise<Placed>;

/** Of the address and not of the service: the next one may be found. */
const OF_ADDRESS: ReadonlySet<MapFault> = new Set(['no_result', 'long_address', 'refused']);

/**
 * Gives places of a file that have an address and no position the one the map service tells, in turn; only of a house or a shop, as what is
 * judged by a rough one would be judged wrongly. Once the service fails nothing more is asked in this import.
 */
export function createAddresses(deps: Deps): Addresses {
  let failed: MapFault | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const ask = (address: string): Promise<GeocodeReply> => {
    const answer = last.then(async (): Promise<GeocodeReply> => {
      if (failed !== undefined) return { fault: failed };
      const reply = await findAddress(deps, { address });
      if ('fault' in reply && !OF_ADDRESS.has(reply.fault)) failed = reply.fault;
      return reply;
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  return async (externalId, { address, ...body }) => {
    if (address === undefined || body['center'] !== undefined) return { body };
    const asked = GeocodeBodySchema.safeParse({ address });
    if (!asked.success) return refused('addressLength');
    const digest = sha256(JSON.stringify({ address, ...body }));
    if (typeof externalId === 'string' && (await findPlaceDigest(externalId)) === digest) {
      const kept = await askForPlace(externalId);
      if (kept) return { body: withCenter(body, { center: kept.center, datum: 'wgs84' }), digest };
    }
    const reply = await ask(asked.data.address);
    if ('fault' in reply) return refused(faultOf(reply.fault));
    const { precision, label = '' } = reply.found;
    if (precision !== 'exact') return refused('addressRough', { label });
    return { body: withCenter(body, reply.found), digest };
  };
}

/** An outline of the row stays in its own datum, and the position goes with it. */
function withCenter(body: Body, { center, datum }: Pick<Geocoded, 'center' | 'datum'>): Body {
  const own = DatumSchema.safeParse(body['datum']);
  if (!own.success) return { ...body, datum, center };
  return { ...body, center: fromWgs84(toWgs84(center, datum), own.data) };
}

function faultOf(fault: MapFault): RecordFault {
  if (fault === 'not_connected') return 'addressUnserved';
  if (OF_ADDRESS.has(fault)) return 'addressUnknown';
  return fault === 'quota' || fault === 'own_quota' ? 'addressQuota' : 'addressUnasked';
}

const refused = (fault: RecordFault, named?: Readonly<Record<string, string>>): Placed => ({
  faults: [{ field: 'address', ...said(fault, named) }],
});
