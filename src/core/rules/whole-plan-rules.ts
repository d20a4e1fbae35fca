import { originOf } from '../work-claim.ts';
import { desiredSets, type PlanViews, type ProviderView, standingAt } from './plan-view.ts';
import type { PlanFinding, PlanRule } from './rule.ts';

/** No records both at a name and below it without `group` in one etcd provider; judged by the provider itself. */
export const etcdBleed: PlanRule = { id: 'etcd-bleed', severity: 'warning', fixed: false, scope: 'plan' };

/** The name is not one that a UniFi controller gave to a device; judged by the provider itself. */
export const unifiLocalDns: PlanRule = { id: 'unifi-local-dns', severity: 'error', fixed: true, scope: 'plan' };

/** A domain with MX has SPF and DMARC; a zone without says that it has no mail: `0 .`, `v=spf1 -all`, `p=reject`. */
export const mailComplete: PlanRule = {
  id: 'mail-complete',
  severity: 'off',
  fixed: false,
  scope: 'plan',
  *check(all) {
    for (const view of all.views) {
      if (!view.isRead) continue;
      const domains = new Set([...view.zones].filter(takesMail));
      for (const { name } of desiredSets(view, new Set(['MX']))) domains.add(name);
      for (const domain of domains) {
        const missing = missingMail(view, domain);
        if (missing.length === 0) continue;
        const claims = view.desired.get(domain)?.[0]?.claims;
        yield {
          name: domain,
          provider: view.model.name,
          ...(claims === undefined ? {} : { claims }),
          message: `the mail records of ${domain} at "${view.model.name}" are not complete: ${missing.join(', ')} is missing`,
          hint: 'a domain with MX has SPF and DMARC; one without has the MX "0 .", "v=spf1 -all" and "p=reject"',
        };
      }
    }
  },
};

/** Zones that mail can be for: no reverse zones, none for one's own network only. */
function takesMail(zone: string): boolean {
  return zone.includes('.') && !/(?:^|\.)(?:arpa|local|internal|lan|home|test|invalid|onion)$/.test(zone);
}

function missingMail(view: ProviderView, domain: string): string[] {
  const here = standingAt(view, domain);
  const texts = here.get('TXT') ?? [];
  const policies = standingAt(view, `_dmarc.${domain}`).get('TXT') ?? [];
  const hosts = here.get('MX') ?? [];
  const hasMail = hosts.some((value) => !value.endsWith(' .'));
  const wanted: readonly (readonly [string, boolean])[] = hasMail
    ? [
        ['SPF', texts.some((text) => /^v=spf1(?: |$)/i.test(text))],
        ['DMARC', policies.some((text) => /^v=DMARC1/i.test(text))],
      ]
    : [
        ['the MX "0 ."', hosts.length > 0],
        ['"v=spf1 -all"', texts.some((text) => /^v=spf1 +-all *$/i.test(text))],
        ['a DMARC policy "p=reject"', policies.some((text) => /^v=DMARC1\b.*;\s*p\s*=\s*reject\b/i.test(text))],
      ];
  return wanted.filter(([, isThere]) => !isThere).map(([what]) => what);
}

/** One name has the same data at all providers it goes to; a split horizon is often meant, so that it is off. */
export const sameNameTwoProviders: PlanRule = {
  id: 'same-name-two-providers',
  severity: 'off',
  fixed: false,
  scope: 'plan',
  *check({ views }: PlanViews): Generator<PlanFinding> {
    const first = new Map<string, { readonly text: string; readonly provider: string; readonly origin: string }>();
    for (const view of views) {
      for (const set of desiredSets(view)) {
        const key = `${set.name} ${set.type}`;
        const text = set.records.map(({ value }) => value).join('\n');
        const known = first.get(key);
        if (known === undefined)
          first.set(key, { text, provider: view.model.name, origin: originOf(set.claims[0].claim) });
        else if (known.text !== text) {
          yield {
            name: set.name,
            provider: view.model.name,
            claims: set.claims,
            message: `${set.name} ${set.type} differs between "${known.provider}" (${known.origin}) and "${view.model.name}"`,
            hint: 'give both the same values, or allow same-name-two-providers where a split horizon is meant',
          };
        }
      }
    }
  },
};
