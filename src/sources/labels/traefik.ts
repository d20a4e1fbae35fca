import { shown } from '../../core/name.ts';
import type { Grammar, GrammarReading, Unlockable } from './grammar.ts';
import { type Hosts, heldWish, hostWishes, noHosts, refuseHost, takeHost, tellHosts } from './proxy-hosts.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';
import { duplicate, emptyWarning, warning } from './tool-findings.ts';
import { readTraefikKey } from './traefik-key.ts';
import { type RouterKind, type RuleMatcher, readRule } from './traefik-rule.ts';
import { noFields, type Wish } from './wish.ts';

/** Options of the grammar `traefik`. */
export interface TraefikOptions extends Unlockable {
  /** Whether containers without `traefik.enable` count, as in Traefik's own option; true where it is not said. */
  readonly exposedByDefault?: boolean;
}

/** A rule of one router. */
interface Rule {
  readonly routers: RouterKind;
  readonly label: Label;
}

/** Matchers whose texts are host names, and those whose texts are patterns of them. */
const hostMatchers: ReadonlySet<string> = new Set(['Host', 'HostHeader', 'HostSNI']);
const patternMatchers: ReadonlySet<string> = new Set(['HostRegexp', 'HostSNIRegexp']);

/** Labels of Traefik v2 and v3 (labels 6). `dns` is the prefix of the grammar `dns`, for hints. */
export function traefikGrammar(options: TraefikOptions = {}, dns = 'dns'): Grammar {
  return {
    name: 'traefik',
    selects: (key) => (readTraefikKey(key) === undefined ? null : 'exactly'),
    read: (labels, _subject, report) => readTraefik(labels, options, dns, report),
  };
}

function readTraefik(
  labels: readonly Label[],
  { exposedByDefault = true, unlocked = false }: TraefikOptions,
  dns: string,
  report: Report,
): GrammarReading {
  const rules = new Map<string, Rule>();
  let enableLabel: Label | undefined;
  let badKeys = 0;
  for (const label of labels) {
    const key = readTraefikKey(label.key);
    if (key === undefined) continue;
    if (key.kind === 'bad') {
      badKeys += 1;
      report.addForKey(label, key.finding);
    } else if (key.kind === 'enable') {
      if (enableLabel === undefined) enableLabel = label;
      else report.add(label, duplicate(enableLabel, label));
    } else {
      const id = `${key.routers}.${key.router}`;
      const before = rules.get(id);
      if (before === undefined) rules.set(id, { routers: key.routers, label });
      else report.add(label, duplicate(before.label, label));
    }
  }
  const [first] = rules.values();
  const enable = readEnable(enableLabel, report);
  if (enableLabel !== undefined && enable === 'off') {
    const message = `switched off with ${enableLabel.key}`;
    report.add(enableLabel, { code: 'LABEL_DISABLED', severity: 'info', message });
    if (!unlocked) return { wishes: [offWish(enableLabel)] };
  }
  if (enable === 'absent' && !exposedByDefault) {
    if (first === undefined) return { wishes: [] };
    const message = `${first.label.key} does not count: the source takes only containers that enable Traefik`;
    report.add(first.label, warning('LABEL_NOT_ENABLED', message, 'add traefik.enable=true'));
    if (!unlocked) return { wishes: [offWish(first.label)] };
  }
  if (enableLabel !== undefined && enable === 'on' && first === undefined && badKeys === 0) {
    const message = `${enableLabel.key} is on, but there is no rule, and Traefik's own default rule is not known here`;
    const hint = 'add traefik.http.routers.<name>.rule=Host(`app.example.com`)';
    report.add(enableLabel, warning('LABEL_INCOMPLETE', message, hint));
  }
  const wishes = [...rules.values()].flatMap((rule) => readRouter(rule, dns, report));
  const detail = `${enableLabel?.key} cannot be read`;
  return { wishes: enable === 'broken' ? wishes.map((wish) => heldWish(wish, wish.names, detail)) : wishes };
}

function offWish(label: Label): Wish {
  return { grammar: 'traefik', label, names: [], value: { kind: 'off' }, fields: noFields };
}

/** Words of Go's `strconv.ParseBool`; `true` and `false` in any case. */
function readEnable(label: Label | undefined, report: Report): 'on' | 'off' | 'absent' | 'broken' {
  if (label === undefined) return 'absent';
  const text = label.value.trim().toLowerCase();
  if (['true', 't', '1'].includes(text)) return 'on';
  if (['false', 'f', '0'].includes(text)) return 'off';
  const message = `${label.key}="${shown(label.value)}" is neither true nor false`;
  const finding = warning('LABEL_INVALID_BOOLEAN', message, `write ${label.key}=true or ${label.key}=false`);
  report.add(label, text === '' ? emptyWarning(label, 'true') : finding);
  return 'broken';
}

/** The names of one rule. */
function readRouter({ routers, label }: Rule, dns: string, report: Report): Wish[] {
  const hosts = noHosts();
  if (label.value.trim() === '') {
    const finding = emptyWarning(label, 'Host(`app.example.com`)');
    report.add(label, finding);
    hosts.doubt = finding.message;
  } else {
    const rule = readRule(label.value, routers);
    if (rule.ok) takeMatchers(rule.matchers, label, hosts, dns, report);
    else {
      const message = `${label.key} cannot be parsed at character ${rule.offset + 1}: ${rule.message}`;
      report.add(label, warning('LABEL_MALFORMED', message, rule.hint));
      hosts.doubt = message;
    }
  }
  tellHosts(label, hosts, `a pattern names no host; ${dns}.host can say the names`, report);
  return hostWishes('traefik', label, hosts, noFields);
}

function takeMatchers(matchers: readonly RuleMatcher[], label: Label, hosts: Hosts, dns: string, report: Report): void {
  let hasHosts = false;
  for (const { name, values, negated } of matchers) {
    const isPattern = patternMatchers.has(name);
    if (!isPattern && !hostMatchers.has(name)) continue;
    hasHosts = true;
    for (const value of values) {
      if (negated) hosts.skipped.add(`!${value}`);
      else if (isPattern) hosts.unresolved.add(value);
      else if (/[{}]/.test(value)) {
        hosts.unresolved.add(value);
        hosts.doubt ??= `${label.key} has a template that is not known here`;
      } else if (/[^\u0000-\u007f]/.test(value)) {
        refuseHost(value, 'Traefik takes ASCII only', label, hosts, report, `write the xn-- form, or use ${dns}.host`);
      } else takeHost(value.startsWith('**.') ? value.slice(1) : value, label, hosts, dns, report);
    }
  }
  if (hasHosts) return;
  const message = `${label.key} names no host`;
  report.add(label, { code: 'LABEL_SKIPPED', severity: 'info', message });
}
