const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `500ms`, `30s`, `5m`, `24h`, `7d` or a number of seconds; null when it is none of these. */
export function readDuration(written: string | number): number | null {
  if (typeof written === 'number') return Number.isFinite(written) && written >= 0 ? written * 1_000 : null;
  const match = /^(\d{1,9})(ms|[smhd])$/.exec(written);
  return match === null ? null : Number(match[1]) * (milliseconds[match[2] ?? ''] ?? 0);
}
