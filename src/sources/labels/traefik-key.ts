import { nearest } from '../../core/nearest.ts';
import type { Finding } from './report.ts';
import { warning } from './tool-findings.ts';
import type { RouterKind } from './traefik-rule.ts';

/** What a key means, or what is wrong with it. */
export type TraefikKey =
  | { readonly kind: 'enable' }
  | { readonly kind: 'rule'; readonly routers: RouterKind; readonly router: string }
  | { readonly kind: 'bad'; readonly finding: Finding };

const start = 'traefik.';
const ruleHint = 'Host(`app.example.com`)';

/** Reads a key, without regard to case; undefined when it is someone else's, or Traefik's own. */
export function readTraefikKey(key: string): TraefikKey | undefined {
  if (key.slice(0, start.length).toLowerCase() !== start) return undefined;
  const folded = key.toLowerCase();
  if (folded === 'traefik.enable') return { kind: 'enable' };
  if (folded.startsWith('traefik.http.routers.')) return readRouterKey(key, folded, 'http');
  if (folded.startsWith('traefik.tcp.routers.')) return readRouterKey(key, folded, 'tcp');
  if (!/^traefik\.(?:[^.]+\.)?frontend\.rule$/.test(folded)) return undefined;
  const hint = `since v2 it is traefik.http.routers.<name>.rule=${ruleHint}`;
  return bad('LABEL_UNKNOWN_FIELD', `the label "${key}" is of Traefik v1`, hint);
}

function readRouterKey(key: string, folded: string, routers: RouterKind): TraefikKey | undefined {
  const head = `traefik.${routers}.routers`;
  const rest = folded.slice(head.length + 1);
  const dot = rest.lastIndexOf('.');
  const [router, field] = [rest.slice(0, Math.max(dot, 0)), rest.slice(dot + 1)];
  if (field !== 'rule') {
    const isNear = dot > 0 && !router.includes('.') && nearest(field, ['rule'], 1) !== undefined;
    const hint = `use ${key.slice(0, key.lastIndexOf('.'))}.rule`;
    return isNear ? bad('LABEL_UNKNOWN_FIELD', `"${field}" in the label "${key}" is no field`, hint) : undefined;
  }
  if (router !== '' && !router.includes('.')) return { kind: 'rule', routers, router };
  const what = router === '' ? 'names no router' : 'has too many parts: a router has no dots in its name';
  return bad('LABEL_MALFORMED', `the label "${key}" ${what}`, `the shape is ${head}.<name>.rule`);
}

function bad(code: string, message: string, hint: string): TraefikKey {
  return { kind: 'bad', finding: warning(code, message, hint) };
}
