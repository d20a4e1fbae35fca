/** Reading and judging IP addresses. Numbers are the octets or 16-bit groups, never strings. */

/** Four octets, or null when the text is no dotted quad without leading zeros (RFC 6943 3.1.1). */
export function readIpv4(text: string): number[] | null {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text);
  if (match === null) return null;
  const octets = match.slice(1).map(Number);
  return octets.every((octet) => octet <= 255) ? octets : null;
}

/** Eight 16-bit groups of any spelling of RFC 4291 2.2, or null. No zone id, no prefix length. */
export function readIpv6(text: string): number[] | null {
  if (text.length > 45 || !/^[0-9A-Fa-f:.]+$/.test(text)) return null;
  let rest = text;
  const tail: number[] = [];
  const dotted = /^(.*:)(\d[^:]*)$/.exec(text);
  if (dotted?.[2]?.includes('.')) {
    const octets = readIpv4(dotted[2]);
    if (octets === null) return null;
    const [a = 0, b = 0, c = 0, d = 0] = octets;
    tail.push(a * 256 + b, c * 256 + d);
    rest = dotted[1] ?? '';
    rest = rest.endsWith('::') ? rest : rest.slice(0, -1);
  }
  if (rest.includes('.')) return null;
  const halves = rest.split('::');
  if (halves.length > 2) return null;
  const [head, gap] = halves.map(readGroups);
  if (head === null || head === undefined || gap === null) return null;
  if (gap === undefined) {
    const groups = [...head, ...tail];
    return groups.length === 8 ? groups : null;
  }
  const missing = 8 - head.length - gap.length - tail.length;
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...gap, ...tail];
}

function readGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/** Whether the groups are an IPv4-mapped address, `::ffff:0:0/96` (RFC 4291 2.5.5.2). */
export function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** RFC 5952 text: lower case, the longest run of zero groups (two or more, the first of equals) as `::`; mapped ones end in dotted decimal. */
export function formatIpv6(groups: readonly number[]): string {
  if (isMapped(groups)) return `::ffff:${formatIpv4([...octetsOf(groups[6] ?? 0), ...octetsOf(groups[7] ?? 0)])}`;
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

function octetsOf(group: number): [number, number] {
  return [group >> 8, group & 255];
}

function formatIpv4(octets: readonly number[]): string {
  return octets.join('.');
}

/** Whether a canonical address reaches only a private network: RFC 1918, RFC 6598, RFC 4193, loopback, link-local. */
export function isPrivateAddress(address: string): boolean {
  const [a = 0, b = 0] = readIpv4(address) ?? [];
  if (!address.includes(':')) {
    return (
      a === 10 ||
      a === 127 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 100 && b >= 64 && b <= 127) ||
      (a === 169 && b === 254)
    );
  }
  const groups = readIpv6(address);
  if (groups === null) return false;
  const first = groups[0] ?? 0;
  if (isMapped(groups)) return isPrivateAddress(formatIpv6(groups).slice('::ffff:'.length));
  return (
    (first & 0xfe00) === 0xfc00 ||
    (first & 0xffc0) === 0xfe80 ||
    groups.every((group, index) => group === (index === 7 ? 1 : 0))
  );
}
