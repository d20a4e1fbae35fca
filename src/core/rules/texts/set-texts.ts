import type { RuleText } from './rule-text.ts';

/** Rules about TTLs and whole sets. */
export const setTexts = {
  'ttl-range': {
    what: 'A TTL is a whole number of seconds from 0 to 2147483647.',
    why: 'The wire has 31 bits for it; what is greater counts as 0 (RFC 2181 8).',
    fix: 'Write seconds, or a sum such as `1h30m`.',
  },
  'ttl-low': {
    what: 'A TTL is not below `min` seconds.',
    why: 'Resolvers ask again each time it runs out. Near zero every connection waits for your server, and when that is down nothing works any longer.',
    fix: 'Raise the TTL. 300 suits what changes now and then; lower it only while a change is near.',
    example: { fails: 'app.example.com 5 A 192.168.1.10', passes: 'app.example.com 30 A 192.168.1.10' },
  },
  'ttl-high': {
    what: 'A TTL is not above `max` seconds, seven days unless set otherwise.',
    why: 'A mistake stays in caches for that long, and nobody can call it back. RFC 8767 4 suggests that resolvers cap TTLs at seven days.',
    fix: 'Lower the TTL. A day is long enough for what hardly ever changes.',
    example: { fails: 'app.example.com 2592000 A 192.168.1.10', passes: 'app.example.com 604800 A 192.168.1.10' },
  },
  'ttl-mixed': {
    what: 'All claims for one name and type have the same TTL.',
    why: 'A set has one TTL (RFC 2181 5.2), so that some claim does not get what it says. The finding names every claim with its TTL, and which was taken.',
    fix: 'Give all of them one TTL, or none, so that `defaults.ttl` counts.',
  },
  'duplicate-value': {
    what: 'No value stands twice in one list of a label or of an override record, in whatever spelling. Two override records that say the same are `OVERRIDE_DUPLICATE`.',
    why: 'A set holds a value once. Where two were meant, one of them is wrong: an address was copied and not changed.',
    fix: 'Remove one, or correct it. `fd00::1` and `FD00:0::1` are one address.',
  },
  'duplicate-name-spelling': {
    what: 'All claims for one name write it in the same way. Upper and lower case count as different ways, and so do `bücher` and `xn--bcher-kva`.',
    why: 'DNS treats them as one name, and dns-sync does; but a search through your files finds one of them only.',
    fix: 'Choose one spelling.',
  },
  'set-too-large': {
    what: 'A set has at most `max` values.',
    why: 'Answers beyond 4096 octets need TCP, which some networks block; and clients use few of the values in any case.',
    fix: 'Split the set over several names, or put a balancer in front.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;
