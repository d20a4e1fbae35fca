// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as people write them
import type { DataPath, Problem } from '../files/schema-messages.ts';
import { withoutPlaceholders } from './secrets.ts';

/** Settings whose texts go to a shell or to Compose as they are, where `${…}` means something else. */
const foreign: ReadonlySet<string> = new Set(['check', 'reload', 'env']);

/** Texts of sources and providers with a `${` that begins no placeholder: half-written, or of another tool. Texts are not shown: they may be secrets. */
export function checkPlaceholders(value: unknown, path: DataPath): Problem[] {
  if (typeof value === 'string') {
    if (!withoutPlaceholders(value).includes('${')) return [];
    const message = 'a "${" here begins no placeholder that is known';
    return [{ path, message, hint: 'write ${env:NAME} or ${file:PATH}, with its "}"' }];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => checkPlaceholders(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => !foreign.has(key))
    .flatMap(([key, one]) => checkPlaceholders(one, [...path, key]));
}
