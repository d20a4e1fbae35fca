import type { SourceConfig } from '../../config/config.ts';
import type { Reading } from '../../core/claim.ts';
import type { Check } from '../../core/examination.ts';
import { DnsSyncError, exitCodes } from '../../errors.ts';
import { readSources } from '../read-sources.ts';
import { counted, failures, finding, type Looking, passed, type Subject, subjectOf, wanted } from './findings.ts';
import { within } from './time-limit.ts';

/** What sources say of themselves when they did not answer in full. */
const unread = new Set(['SOURCE_FAILED', 'SOURCE_INCOMPLETE']);

/** Reads one source: how long it took, what it gave, what it found wrong. */
export async function examineSource(config: SourceConfig, looking: Looking): Promise<Check[]> {
  const { project, memory, limitMs } = looking;
  const about = subjectOf('sources', config.name);
  const late = () => new DnsSyncError('SOURCE_FAILED', `it did not answer within ${limitMs / 1000} s`);
  const started = performance.now();
  try {
    const [read] = await within(limitMs, project.signal, late, (signal) => {
      const only = { ...project, signal, config: { ...project.config, sources: [config] } };
      return readSources(only, memory ?? null, []);
    });
    if (read === undefined) return [];
    return describe(
      about,
      { ...read.reading, diagnostics: wanted(read.reading.diagnostics, looking) },
      Math.round(performance.now() - started),
    );
  } catch (error) {
    return failures(about, error);
  }
}

function describe(about: Subject, reading: Reading, ms: number): Check[] {
  const { claims, completeness, missing, diagnostics } = reading;
  const given = `${counted(claims.length, 'claim')}, read in ${ms} ms`;
  if (completeness === 'complete') {
    return [passed(about, given), ...diagnostics.map((one) => finding(about, one, exitCodes.input))];
  }
  const said = diagnostics.filter(({ code }) => unread.has(code));
  const what = completeness === 'failed' ? 'it could not be read' : `${given}, but only in part`;
  const hint = 'make it readable again; until then its names are held, and apply goes on without them only with --hold';
  const whole = {
    code: completeness === 'failed' ? 'SOURCE_FAILED' : 'SOURCE_INCOMPLETE',
    severity: 'error' as const,
    message: `${what}: ${missing.join(', ')}`,
    hint,
  };
  const others = diagnostics.filter(({ code }) => !unread.has(code));
  return [
    ...(said.length === 0 ? [whole] : said.map((one) => ({ ...one, severity: 'error' as const }))).map((one) =>
      finding(about, one, exitCodes.source),
    ),
    ...others.map((one) => finding(about, one, exitCodes.input)),
  ];
}
