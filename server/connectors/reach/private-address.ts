import { BlockList, isIP } from 'node:net';

/**
 * Never reached: this host's own link and the other addresses at which clouds keep their metadata (Alibaba Cloud's lies among carriers'),
 * also in the clothes of IPv6: compatible, NAT64, 6to4.
 */
const LINK: readonly (readonly [string, number])[] = [
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['::169.254.0.0', 112],
  ['64:ff9b::169.254.0.0', 112],
  ['2002:a9fe::', 32],
  ['::100.100.100.200', 128],
  ['64:ff9b::100.100.100.200', 128],
  ['2002:6464:64c8::', 48],
];
/** Not of the public Internet (IANA special-purpose registries). */
const SPECIAL: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
];

/** Whether an address may not be written to; an IPv4 address in IPv6 clothes is looked at as itself. */
export function isRefusedAddress(address: string, mayBePrivate: boolean): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return true;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  return link.check(plain, type) || (!mayBePrivate && special.check(plain, type));
}

const link = listOf(LINK);
const special = listOf(SPECIAL);

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [from, bits] of ranges) list.addSubnet(from, bits, isIP(from) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
