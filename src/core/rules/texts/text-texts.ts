import type { RuleText } from './rule-text.ts';

/** Rules about TXT and mail policies. */
export const textTexts = {
  'txt-too-long': {
    what: 'A text fits into one record: with an octet for each begun 255, it has at most 65535.',
    why: 'The length of a record is sent in 16 bits, and a text in pieces of 255 octets with a length each (RFC 1035 3.3.14).',
    fix: 'Shorten it.',
  },
  'txt-long': {
    what: 'A text has at most `max` bytes.',
    why: 'Many providers stop at 255, 2048 or 4096, and long answers need TCP. Most such texts were pasted twice.',
    fix: 'See whether it holds itself twice. A key of 4096 bits has some 750 characters.',
  },
  'txt-empty': {
    what: 'A text has at least one byte.',
    why: 'An empty text says nothing, and several providers refuse it. Where a variable is unset, it hides a mistake.',
    fix: 'Give it a value, or remove the record.',
  },
  'txt-escaped': {
    what: 'A text is plain: no quotes around the whole, no `\\;` or `\\"`, no `" "` between pieces.',
    why: 'Quotes, escapes and pieces belong to zone files. Values are plain text here, so that they would be sent as they stand, and `v=spf1` would begin with a quote and not be found.',
    fix: 'Take the value without them; the finding shows it.',
    example: { fails: 'example.com TXT "v=spf1 -all"', passes: 'example.com TXT v=spf1 -all' },
  },
  'txt-control': {
    what: 'A text has no control characters, and no blank first or last.',
    why: 'A line break comes from folded or literal YAML (`>`, `|`), a blank from copying; keys and policies are not recognised with them.',
    fix: 'Write the value on one line, in quotes.',
  },
  'spf-multiple': {
    what: 'A name has at most one text that begins with `v=spf1`.',
    why: 'With two, receivers end with an error and neither counts (RFC 7208 3.2, 4.5). Each service tells you to add one, and nobody to merge them.',
    fix: 'Merge them into one: the mechanisms of both, and one `all` at the end.',
    example: {
      fails: 'example.com TXT v=spf1 mx -all\nexample.com TXT v=spf1 include:spf.example.net -all',
      passes: 'example.com TXT v=spf1 mx include:spf.example.net -all',
    },
  },
  'spf-syntax': {
    what: 'An SPF record has known mechanisms and modifiers in their right form, and nothing after `all`.',
    why: 'One term that cannot be read makes the whole record an error (RFC 7208 4.6, 5, 6). What stands after `all` is never looked at.',
    fix: 'Correct the term that the finding names: `ip4:`, not `ipv4:`.',
    example: { fails: 'example.com TXT v=spf1 ipv4:10.0.0.1 -all', passes: 'example.com TXT v=spf1 ip4:10.0.0.1 -all' },
  },
  'spf-lookups': {
    what: 'An SPF record asks at most ten times: `include`, `a`, `mx`, `ptr`, `exists` and `redirect` are counted. What included records ask is not known offline.',
    why: 'At the eleventh question receivers stop with an error (RFC 7208 4.6.4), and mail fails that went through before.',
    fix: 'Remove what is no longer used, and write addresses with `ip4:` and `ip6:`, which ask nothing.',
    example: {
      fails: `example.com TXT v=spf1 ${'abcdefghijk'
        .split('')
        .map((one) => `a:${one}.example.net`)
        .join(' ')} -all`,
      passes: 'example.com TXT v=spf1 a mx include:spf.example.net -all',
    },
  },
  'spf-end': {
    what: 'An SPF record ends in `-all`, `~all` or `redirect=`.',
    why: 'Without an end the answer for everybody else is "neutral", which helps nobody. Off, because `?all` is right while you try things.',
    fix: 'End it with `~all`, or with `-all` once you are sure.',
    example: { fails: 'example.com TXT v=spf1 mx', passes: 'example.com TXT v=spf1 mx ~all' },
  },
  'dmarc-syntax': {
    what: 'At `_dmarc.` there is one policy, which begins with `v=DMARC1;` and has a `p=` of `none`, `quarantine` or `reject`.',
    why: 'A policy that cannot be read, or a second one, is treated as none (RFC 7489 6.3, 6.6.3).',
    fix: 'Begin with `v=DMARC1; p=none`, then add the rest.',
    example: {
      fails: '_dmarc.example.com TXT p=reject; v=DMARC1',
      passes: '_dmarc.example.com TXT v=DMARC1; p=reject',
    },
  },
  'dkim-syntax': {
    what: 'Below `_domainkey` a text is a list of `tag=value` with a `p=` in base64, which is empty for a key that was revoked.',
    why: 'Receivers that cannot read the key treat every signature as broken (RFC 6376 3.6.1). Blanks and line ends are often lost or added in labels.',
    fix: 'Copy the key again, as one line.',
    example: {
      fails: 'key._domainkey.example.com TXT v=DKIM1; k=rsa; p=not*base64',
      passes: 'key._domainkey.example.com TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
    },
  },
  'mail-complete': {
    what: 'A domain with MX has SPF and DMARC. A zone without MX says that it has no mail: `0 .`, `v=spf1 -all` and a policy of `p=reject`. Zones that were not read are not judged.',
    why: 'What is not said is guessed: others may send mail in your name, and some receivers refuse yours. A lot to ask of a home network, so that the rule is off.',
    fix: 'Add what the finding lists.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;
