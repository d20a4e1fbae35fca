import { maskDiagnostic, maskText } from '../config/mask.ts';
import { DnsSyncError } from '../errors.ts';

/** A known error in which whatever `${…}` was filled in with stands as it was written. Others are as they were. */
export function maskError(error: unknown, filled: ReadonlyMap<string, string>): unknown {
  if (filled.size === 0 || !(error instanceof DnsSyncError)) return error;
  const { code, message, hint, diagnostics, details, failure } = error;
  const masked = new DnsSyncError(code, maskText(message, filled), {
    hint: maskText(hint, filled),
    diagnostics: diagnostics.map((one) => maskDiagnostic(one, filled)),
    ...(details === undefined ? {} : { details: maskDetails(details, filled) }),
    ...(failure === undefined ? {} : { failure }),
  });
  masked.stack = maskText(error.stack ?? '', filled);
  return masked;
}

/** Plain data, every text in it masked. */
function maskDetails(details: unknown, filled: ReadonlyMap<string, string>): unknown {
  if (typeof details === 'string') return maskText(details, filled);
  if (Array.isArray(details)) return details.map((one) => maskDetails(one, filled));
  if (typeof details !== 'object' || details === null) return details;
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, maskDetails(value, filled)]));
}
