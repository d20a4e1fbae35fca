import type { RuleText } from './rule-text.ts';

/** Rules about CNAME, and about names that values point at. */
export const targetTexts = {
  'cname-multiple': {
    what: 'A name has one CNAME value. Only what conflicts could not decide is found here.',
    why: 'An alias has one target (RFC 2181 10.1). With two, servers refuse the zone or answer either.',
    fix: 'Keep one target. To spread load, use several addresses.',
  },
  'cname-coexists': {
    what: 'Nothing that we would write stands beside a CNAME. Records of others there do not fail the rule: they are shown as held.',
    why: 'A CNAME says "everything about this name is over there" (RFC 1034 3.6.2). Servers refuse such zones, or hide the other records.',
    fix: 'Keep the CNAME or the others. In place of the CNAME, addresses can stand beside TXT and MX.',
  },
  'cname-apex': {
    what: "There is no CNAME at a zone's own name, unless the provider turns it into addresses by itself.",
    why: 'SOA and NS stand there, and nothing stands beside a CNAME (RFC 1034 3.6.2, RFC 1912 2.4). Servers refuse to load such a zone.',
    fix: 'Use an address, or a provider that flattens CNAMEs.',
    example: { fails: 'example.com CNAME www.example.net', passes: 'example.com A 192.168.1.10' },
  },
  'cname-self': {
    what: 'A CNAME does not point at its own name.',
    why: 'Whoever follows it comes back to where they started, and answers with an error.',
    fix: 'Name the host it should lead to.',
    example: { fails: 'app.example.com CNAME app.example.com', passes: 'app.example.com CNAME web.example.com' },
  },
  'cname-loop': {
    what: 'CNAMEs do not lead in a circle. Ours count across all sources, providers and zones, and so do those that exist already.',
    why: 'No name in the circle is ever answered: resolvers give up with SERVFAIL (RFC 1034 3.6.2).',
    fix: 'Point one of them at a host. The finding shows the whole circle, and all its names are held.',
    example: {
      fails: 'a.example.com CNAME b.example.com\nb.example.com CNAME a.example.com',
      passes: 'a.example.com CNAME b.example.com\nb.example.com CNAME web.example.net',
    },
  },
  'cname-chain': {
    what: 'A chain of CNAMEs that follow one another is not longer than `max`.',
    why: 'Each link may cost a question to another server, and resolvers stop following at a limit of their own (RFC 1034 3.6.2 asks to avoid chains).',
    fix: 'Point the first name at the end of the chain.',
  },
  'cname-target-is-cname': {
    what: 'A CNAME does not point at another CNAME.',
    why: 'It works, and costs a question more; and whoever changes the middle moves both names. Whether that is wanted is a matter of taste, so that the rule is off.',
    fix: 'Point at the end of the chain.',
    example: {
      fails: 'a.example.com CNAME b.example.com\nb.example.com CNAME web.example.net',
      passes: 'a.example.com CNAME web.example.net\nb.example.com CNAME web.example.net',
    },
  },
  'target-syntax': {
    what: 'The target of CNAME, NS, PTR, MX, SRV, HTTPS and SVCB is one well-formed name. What the fixed rules on names refuse is refused here, too, and so are URLs and ports.',
    why: 'A text that is no name cannot be sent as a target, or would lead to a host that nobody has.',
    fix: 'Write one host name, without scheme, port or path.',
    example: {
      fails: 'app.example.com CNAME http://web.example.com',
      passes: 'app.example.com CNAME web.example.com',
    },
  },
  'target-is-address': {
    what: 'A target is a name, not an IP address.',
    why: 'Where DNS wants a name, an address is taken for one, with numbers as labels (RFC 2181 10.3). It is never found.',
    fix: 'Use A or AAAA in place of a CNAME; for MX, NS and SRV name the host, and give it an address record.',
    example: { fails: 'app.example.com CNAME 10.0.0.1', passes: 'app.example.com A 10.0.0.1' },
  },
  'target-host': {
    what: 'The target of MX, NS and SRV is the name of a host: letters, digits and inner hyphens. An underscore is a warning only.',
    why: 'Mail servers and resolvers refuse other names there (RFC 1123 2.1, RFC 5321 2.3.5), so that mail bounces or the service is not found.',
    fix: 'Name the host as it is called.',
    example: { fails: 'example.com MX 10 a!b.example.com', passes: 'example.com MX 10 mail.example.com' },
  },
  'target-wildcard': {
    what: 'There is no `*` in a target.',
    why: 'A star in a target stands for itself: the record points at a host whose name begins with a star.',
    fix: 'Name one host.',
    example: { fails: 'app.example.com CNAME *.example.net', passes: 'app.example.com CNAME web.example.net' },
  },
  'target-root': {
    what: 'The target `.` stands only where it has a meaning: "no mail" in MX, "no service" in SRV, and in HTTPS and SVCB.',
    why: 'Elsewhere it is the root of DNS, which has no addresses (RFC 7505 3, RFC 2782 and RFC 9460 2.5 give it a meaning).',
    fix: 'Name a host, or remove the record.',
    example: { fails: 'app.example.com CNAME .', passes: 'app.example.com CNAME web.example.com' },
  },
  'target-single-label': {
    what: 'A target has a dot in it, or is the name of a zone that is configured.',
    why: 'Targets are absolute here: `web` is a top-level domain, not `web` in your zone. In zone files it would be the latter, where most such texts come from.',
    fix: 'Write the whole name.',
    example: { fails: 'app.example.com CNAME web', passes: 'app.example.com CNAME web.example.com' },
  },
  'target-is-cname': {
    what: 'The target of MX, NS and SRV is not a CNAME, as far as we know.',
    why: 'These need a host with addresses of its own (RFC 2181 10.3, RFC 2782, RFC 5321 5.1). Some mail servers refuse an alias, and name servers behind one may not be found.',
    fix: 'Name the real host; the finding says which it is.',
    example: {
      fails: 'example.com MX 10 mail.example.com\nmail.example.com CNAME web.example.net',
      passes: 'example.com MX 10 mail.example.com\nmail.example.com A 192.168.1.20',
    },
  },
  'target-missing': {
    what: 'A target inside a zone that was read has some record there, or a wildcard over it. Where a zone was not read, as in `check`, nothing is said.',
    why: 'The record leads nowhere, most often because of a typing error.',
    fix: 'Correct the spelling (the nearest name is in the hint), or add the record that is missing.',
  },
  'target-deleted': {
    what: 'No record that stays points at a name whose last record this plan deletes. As an error it keeps that record, too.',
    why: 'It works until the plan is applied, and leads nowhere afterwards.',
    fix: 'Point it elsewhere, or keep what it points at.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;
