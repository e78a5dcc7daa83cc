/**
 * Which addresses the proxy may connect to: those of the public internet, and nothing that leads to this device, this network, a
 * link, a test bench or through a translator to any of these. After the IANA registries of special-purpose addresses
 * (RFC 6890 and successors). For IPv6 only what is handed out to the public (2000::/3) can pass.
 */
import { BlockList, isIP } from 'node:net';

const special4 = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 ' +
  '192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 ' +
  '240.0.0.0/4'
).split(' ');

/** Within 2000::/3: protocol assignments with Teredo, documentation, 6to4 (which carries any IPv4 address), documentation. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const blocked4 = listOf(special4, 'ipv4');
const blocked6 = listOf(special6, 'ipv6');
const public6 = listOf(['2000::/3'], 'ipv6');

/** `address` is an IP address without brackets or zone; anything else is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  // Addresses that wrap an IPv4 one (::ffff:0:0/96, 64:ff9b::/96, ::/96) lie outside of 2000::/3.
  return public6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}
