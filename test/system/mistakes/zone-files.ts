import type { Mistakes } from './mistake.ts';

const good = `$TTL 300
@ IN SOA ns.ZONE. hostmaster.ZONE. 7 7200 1800 1209600 300
@ IN NS ns
ns IN A 10.0.0.2
`;

/** Zone files, each the file of a zone of its own: `ZONE` stands for its name. */
export const zoneFileMistakes: Mistakes = {
  'no soa': good.replace(/@ IN SOA.*\n/, ''),
  'quote not closed': `${good}a IN TXT "open\nb IN A 10.0.0.3\n`,
  'parenthesis not closed': good.replace('7 7200', '( 7 7200'),
  'unknown directive': `${good}$INCLUD other.zone\n`,
  generate: `${good}$GENERATE 1-9 host$ A 10.0.1.$\n`,
  'unknown type': `${good}a IN AA 10.0.0.3\n`,
  'address that is none': `${good}a IN A 10.0.0.300\n`,
  'include that is not there': `${good}$INCLUDE /nowhere/other.zone\n`,
  'include of itself': `${good}$INCLUDE include-of-itself.example.zone\n`,
  'name outside the zone': `${good}www.example.org. IN A 10.0.0.3\n`,
  'cname beside others': `${good}a IN CNAME ns\na IN A 10.0.0.3\n`,
  'mx without preference': `${good}@ IN MX mail\n`,
  'byte order mark': `\ufeff${good}`,
};

/** The same with what a server takes, and people do not mean. */
export const doubtfulZoneFiles: Mistakes = {
  'final dot missing': `${good}a.ZONE IN A 10.0.0.3\n`,
  'owner comment damaged': `${good}a IN A 10.0.0.3 ; dns-sync ownr=homelab\n`,
  'no ttl': good.replace('$TTL 300\n', ''),
  'include of a relative path': `${good}$INCLUDE other.inc\n`,
  'target without an address': `${good}@ IN MX 10 mail\n`,
};

/** The zone of a file of the table. */
export function zoneOf(slug: string): string {
  return `${slug}.example`;
}
