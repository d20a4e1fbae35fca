import type { Claim, Doubt, Reading, ReadSubject, Rewrite } from '../core/claim.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import type { ProviderState } from '../core/provider-model.ts';

/** What `${env:…}` and `${file:…}` were filled in with, each with what stood there. */
export type Filled = ReadonlyMap<string, string>;

/** Shorter ones stand in any text by chance, and are no secrets. */
const leastLength = 4;

/** A text in which whatever was filled in stands as it was written: secrets appear in no output. */
export function maskText(text: string, filled: Filled): string {
  let masked = text;
  for (const [value, written] of filled) {
    if (value.length >= leastLength && masked.includes(value)) masked = masked.replaceAll(value, () => written);
  }
  return masked;
}

/** Plain data, every text in it masked. */
export function maskData(data: unknown, filled: Filled): unknown {
  if (typeof data === 'string') return maskText(data, filled);
  if (Array.isArray(data)) return data.map((one) => maskData(one, filled));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, maskData(value, filled)]));
}

/** A finding, masked. */
export function maskDiagnostic(one: Diagnostic, filled: Filled): Diagnostic {
  return filled.size === 0 ? one : (maskData(one, filled) as Diagnostic);
}

/** What a source says, masked: findings, origins and places. */
export function maskReading(reading: Reading, filled: Filled): Reading {
  if (filled.size === 0) return reading;
  const mask = (text: string) => maskText(text, filled);
  const maskPlace = (at: () => Place | undefined) => () => {
    const place = at();
    return place === undefined ? undefined : { ...place, file: mask(place.file) };
  };
  const maskAt = <T extends { readonly at?: () => Place | undefined }>(one: T): T =>
    one.at === undefined ? one : { ...one, at: maskPlace(one.at) };
  const maskClaim = (claim: Claim): Claim => maskAt({ ...claim, origins: claim.origins.map(mask) });
  const maskRewrite = (rewrite: Rewrite): Rewrite => maskAt({ ...rewrite, origin: mask(rewrite.origin) });
  const maskSubject = (subject: ReadSubject): ReadSubject => maskData(subject, filled) as ReadSubject;
  const maskDoubt = (doubt: Doubt): Doubt =>
    doubt.kind === 'name'
      ? { ...doubt, origin: mask(doubt.origin), detail: mask(doubt.detail) }
      : { ...doubt, prefix: mask(doubt.prefix), detail: mask(doubt.detail) };
  return {
    ...reading,
    claims: reading.claims.map(maskClaim),
    doubts: reading.doubts.map(maskDoubt),
    diagnostics: reading.diagnostics.map((one) => maskDiagnostic(one, filled)),
    missing: reading.missing.map(mask),
    ...(reading.rewrites === undefined ? {} : { rewrites: reading.rewrites.map(maskRewrite) }),
    ...(reading.subjects === undefined ? {} : { subjects: reading.subjects.map(maskSubject) }),
  };
}

/** What a provider holds, masked: findings and places. */
export function maskState(state: ProviderState, filled: Filled): ProviderState {
  if (filled.size === 0) return state;
  return {
    ...state,
    records: state.records.map((record) =>
      record.fixed === undefined ? record : { ...record, fixed: maskText(record.fixed, filled) },
    ),
    diagnostics: state.diagnostics.map((one) => maskDiagnostic(one, filled)),
    ...(state.pending === undefined
      ? {}
      : { pending: state.pending.map((one) => ({ ...one, diagnostic: maskDiagnostic(one.diagnostic, filled) })) }),
  };
}
