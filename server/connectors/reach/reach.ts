import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isRefusedAddress } from './private-address.ts';

/** `mayBePrivate` lets requests reach the company's own network, `mayBePlain` this machine, by http too. */
export type Reach = Readonly<{ mayBePrivate: boolean; mayBePlain: boolean }>;
type ReachFault = 'address_refused' | 'timeout' | 'tls' | 'network';
const REFUSED = 'EREFUSEDADDRESS';

/** Whether an address may not be asked, as far as it can be told without asking for its name. */
export function isRefusedUrl(url: URL, { mayBePrivate, mayBePlain }: Reach): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isOwn = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const isPlain = url.protocol === 'http:' && mayBePlain && isOwn;
  const isClean = url.username === '' && url.password === '' && url.hash === '';
  if (!isClean || (url.protocol !== 'https:' && !isPlain)) return true;
  return isIP(host) !== 0 && !(isOwn && mayBePlain) && isRefusedAddress(host, mayBePrivate);
}

export function reachFaultOf({ name, code = '' }: NodeJS.ErrnoException): ReachFault {
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (code === REFUSED) return 'address_refused';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'network';
}

/**
 * A look-up that refuses a name unless all of its addresses may be reached; the connection then goes to the very address that was checked.
 */
export function checkedLookup({ mayBePrivate, mayBePlain }: Reach): LookupFunction {
  return (hostname, options, callback) => {
    const isOwn = hostname === 'localhost' && mayBePlain;
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const isRefused = ({ address }: { address: string }): boolean =>
        isRefusedAddress(address, mayBePrivate || isOwn);
      if (addresses.length === 0 || addresses.some(isRefused))
        return callback(Object.assign(new Error('refused address'), { code: REFUSED }), '', 0);
      const [first] = addresses;
      if (options.all === true) return callback(null, addresses);
      return callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
