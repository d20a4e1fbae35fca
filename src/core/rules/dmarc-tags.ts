/** Judges the value of a DMARC tag: undefined, or a hint. */
type JudgeValue = (value: string) => string | undefined;

/** What stands in each tag (RFC 7489 6.3; np, psd and t come with its successor); tags that nobody knows are ignored. */
export const dmarcTags: Readonly<Record<string, JudgeValue>> = {
  p: oneOf('none', 'quarantine', 'reject'),
  sp: oneOf('none', 'quarantine', 'reject'),
  np: oneOf('none', 'quarantine', 'reject'),
  pct: (value) => (isNumber(value, 100) ? undefined : 'write a number from 0 to 100'),
  adkim: oneOf('r', 's'),
  aspf: oneOf('r', 's'),
  fo: listOf('0, 1, d, s', /^[01ds]$/i),
  rf: listOf('names such as afrf', /^[a-z0-9-]+$/i),
  ri: (value) => (isNumber(value, 4_294_967_295) ? undefined : 'write a number of seconds, such as 86400'),
  rua: oddUris,
  ruf: oddUris,
  psd: oneOf('y', 'n', 'u'),
  t: oneOf('y', 'n'),
};

function oneOf(...words: readonly string[]): JudgeValue {
  const hint = `write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}; tags are divided by ";"`;
  return (value) => (words.includes(value.toLowerCase()) ? undefined : hint);
}

function listOf(what: string, fits: RegExp): JudgeValue {
  return (value) =>
    value.split(':').every((one) => fits.test(one.trim())) ? undefined : `write ${what}, with ":" between`;
}

function isNumber(text: string, most: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= most;
}

/** URIs with "," between, each with its greatest size or none: `mailto:a@example.com!10m` (RFC 7489 6.2). */
function oddUris(value: string): string | undefined {
  for (const piece of value.split(',')) {
    const uri = piece.trim();
    const bang = uri.indexOf('!');
    const size = bang < 0 ? '' : uri.slice(bang);
    const address = bang < 0 ? uri : uri.slice(0, bang);
    if (/\s/.test(address)) return 'write "," between addresses, and ";" between tags';
    if (size !== '' && !/^!\d+[kmgt]?$/i.test(size)) return 'write a size after "!", such as !10m';
    if (/^mailto:[^@]+@[^@]+$/i.test(address)) continue;
    if (/^mailto:/i.test(address)) return 'write an address after mailto:, such as mailto:dmarc@example.com';
    if (!/^[a-z][a-z0-9+.-]*:./i.test(address)) {
      return `write ${/^[^@]+@[^@]+$/.test(address) ? `mailto:${address.slice(0, 60)}` : 'mailto:dmarc@example.com'}`;
    }
  }
  return undefined;
}
