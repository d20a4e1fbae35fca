import type { ProviderModel, ZonePattern } from '../provider-model.ts';
import { createRouter, specificity } from '../route.ts';
import type { PassedOver, RouteReason, RouteStory } from './explanation.ts';

/** Where a name goes, by which pattern, and why the other providers do not get it (semantics 1). */
export function explainRoute(
  name: string,
  named: readonly string[] | undefined,
  models: readonly ProviderModel[],
): RouteStory {
  const route = createRouter(models)(name, named);
  const chosen = new Set(route.ok ? route.providers.map((model) => model.name) : []);
  const isNamed = named !== undefined && named.length > 0;
  const best = Math.max(-1, ...models.map((model) => specificity(model, name)));
  const isTied = models.filter((model) => specificity(model, name) === best).length > 1;
  const by = isNamed ? 'named' : isTied ? 'default' : 'zone';
  const to = models.flatMap((model): RouteReason[] =>
    chosen.has(model.name) ? [{ provider: model.name, by, pattern: bestPattern(model, name)?.text ?? '' }] : [],
  );
  const others = models.filter((model) => !chosen.has(model.name));
  const passedOver = others.map((model) => passedOverFor(model, name, isNamed, best));
  return { to, passedOver, ...(route.ok ? {} : { problem: route.problem }) };
}

/** The pattern that says how well a provider fits: the most specific of those that include the name. */
function bestPattern({ zones }: ProviderModel, name: string): ZonePattern | undefined {
  return zones
    .filter((zone) => !zone.exclude && zone.matches(name))
    .reduce<ZonePattern | undefined>(
      (best, zone) => (best === undefined || zone.specificity > best.specificity ? zone : best),
      undefined,
    );
}

function passedOverFor(model: ProviderModel, name: string, isNamed: boolean, best: number): PassedOver {
  const provider = model.name;
  const excluding = model.zones.find((zone) => zone.exclude && zone.matches(name));
  const fit = specificity(model, name);
  const apex = model.zones.find((zone) => zone.apex !== undefined && zone.matches(name));
  if (apex === undefined) return { provider, why: 'no-zone' };
  if (excluding !== undefined) return { provider, why: 'excluded', pattern: excluding.text };
  if (fit < 0) return { provider, why: 'narrowed', pattern: apex.text };
  const pattern = bestPattern(model, name)?.text ?? apex.text;
  if (isNamed) return { provider, why: 'not-named', pattern };
  return { provider, why: fit < best ? 'less-specific' : 'not-default', pattern };
}
