import type { Diagnostic } from './diagnostic.ts';
import { isWithin } from './name.ts';
import { nearest } from './nearest.ts';
import type { ProviderModel } from './provider-model.ts';

/** Where a claim, or a name in doubt, goes. */
export type Route =
  | { readonly ok: true; readonly providers: readonly ProviderModel[] }
  | { readonly ok: false; readonly problem: RouteProblem; readonly held: readonly ProviderModel[] };

/** Why it goes nowhere; the caller adds origin and place. */
export type RouteProblem = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>;

/**
 * How well the zones of a provider fit a name: the length of the longest literal suffix; -1 when they do not. A plain
 * entry must hold the name; the other forms only narrow: one that excludes it always wins, and where some include, one
 * of those must fit (semantics 1).
 */
export function specificity(model: ProviderModel, name: string): number {
  let best = -1;
  let apex: string | undefined;
  let narrows = false;
  for (const zone of model.zones) {
    narrows ||= !zone.exclude && zone.apex === undefined;
    if (!zone.matches(name)) continue;
    if (zone.exclude) return -1;
    if (zone.apex !== undefined && zone.specificity > best) [best, apex] = [zone.specificity, zone.apex];
  }
  return apex === undefined || !narrows ? best : narrowed(model, name, apex, best);
}

/** The fit where the zone at `apex` is narrowed, by patterns below it or by any regular expression. */
function narrowed({ zones }: ProviderModel, name: string, apex: string, fit: number): number {
  const narrowing = zones.filter(
    ({ exclude, apex: own, below }) => !exclude && own === undefined && (below === undefined || isWithin(below, apex)),
  );
  const fitting = narrowing.filter((zone) => zone.matches(name));
  if (fitting.length === 0) return narrowing.length === 0 ? fit : -1;
  return fitting.reduce((best, zone) => Math.max(best, zone.specificity), fit);
}

/** Routes by the providers that are named, else by the most specific zone (semantics 1). */
export function createRouter(models: readonly ProviderModel[]): (name: string, named?: readonly string[]) => Route {
  const byName = new Map(models.map((model) => [model.name, model]));
  const alone = new Map(models.map((model): [ProviderModel, Route] => [model, { ok: true, providers: [model] }]));
  return (name, named) =>
    named !== undefined && named.length > 0
      ? routeNamed(name, named, models, byName)
      : routeByZone(name, models, alone);
}

/** Where it cannot go as it says, the name is held wherever a zone fits it: its record may stand at any of those. */
function routeNamed(
  name: string,
  named: readonly string[],
  models: readonly ProviderModel[],
  byName: ReadonlyMap<string, ProviderModel>,
): Route {
  const fitting = () => models.filter((model) => specificity(model, name) >= 0);
  const providers: ProviderModel[] = [];
  for (const wanted of new Set(named)) {
    const model = byName.get(wanted);
    if (model === undefined) {
      const near = nearest(wanted, byName.keys());
      const known =
        near === undefined
          ? `the configured ones are ${[...byName.keys()].sort().join(', ')}`
          : `did you mean ${near}?`;
      return refuse('PROVIDER_UNKNOWN', 'error', `there is no provider "${wanted}"`, known, fitting());
    }
    if (specificity(model, name) < 0) {
      const zones = model.zones.map(({ text }) => text).join(', ');
      return refuse(
        'PROVIDER_ZONE',
        'error',
        `${name} is in no zone of the provider "${wanted}"`,
        `its zones are ${zones}; name another provider, or none`,
        fitting(),
      );
    }
    providers.push(model);
  }
  return { ok: true, providers };
}

function routeByZone(name: string, models: readonly ProviderModel[], alone: ReadonlyMap<ProviderModel, Route>): Route {
  let best = -1;
  let first: ProviderModel | undefined;
  let equals: ProviderModel[] | undefined;
  for (const model of models) {
    const fit = specificity(model, name);
    if (fit < 0 || fit < best) continue;
    if (fit > best) [best, first, equals] = [fit, model, undefined];
    else if (first !== undefined) equals = [...(equals ?? [first]), model];
  }
  if (first === undefined) {
    return refuse(
      'NO_PROVIDER',
      'warning',
      `no provider has a zone for ${name}`,
      'add the zone to a provider, or correct the name',
      [],
    );
  }
  const marked = equals === undefined ? [first] : equals.filter(({ isDefault }) => isDefault);
  const [chosen] = marked;
  const route = marked.length === 1 && chosen !== undefined ? alone.get(chosen) : undefined;
  if (route !== undefined) return route;
  const fitting = equals ?? [first];
  const names = fitting
    .map((model) => model.name)
    .sort()
    .join(', ');
  return refuse(
    'PROVIDER_AMBIGUOUS',
    'error',
    `the providers ${names} fit ${name} equally well`,
    'mark one with default: true, or name the provider in the claim',
    fitting,
  );
}

function refuse(
  code: string,
  severity: 'error' | 'warning',
  message: string,
  hint: string,
  held: readonly ProviderModel[],
): Route {
  return { ok: false, problem: { code, severity, message, hint }, held };
}
