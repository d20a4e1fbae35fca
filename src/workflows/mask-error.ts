import { maskData, maskDiagnostic, maskText } from '../config/mask.ts';
import { DnsSyncError } from '../errors.ts';

/** A known error in which whatever `${…}` was filled in with stands as it was written. Others are as they were. */
export function maskError(error: unknown, filled: ReadonlyMap<string, string>): unknown {
  if (filled.size === 0 || !(error instanceof DnsSyncError)) return error;
  const { code, message, hint, diagnostics, details, failure } = error;
  const masked = new DnsSyncError(code, maskText(message, filled), {
    hint: maskText(hint, filled),
    diagnostics: diagnostics.map((one) => maskDiagnostic(one, filled)),
    ...(details === undefined ? {} : { details: maskData(details, filled) }),
    ...(failure === undefined ? {} : { failure }),
  });
  masked.stack = maskText(error.stack ?? '', filled);
  return masked;
}
