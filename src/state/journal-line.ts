import { createHash } from 'node:crypto';

/** Hex digits of SHA-256 before each entry. */
const sumLength = 16;

function sumOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, sumLength);
}

/** An entry as a line of the journal: the first 16 hex digits of the SHA-256 of its JSON, a blank, the JSON, a line feed. */
export function encodeLine(entry: unknown): string {
  const json = JSON.stringify(entry);
  return `${sumOf(json)} ${json}\n`;
}

/** What a line holds; undefined: it is torn or damaged. */
export function decodeLine(line: string): unknown {
  const json = line.slice(sumLength + 1);
  if (line[sumLength] !== ' ' || line.slice(0, sumLength) !== sumOf(json)) return undefined;
  return parsed(json);
}

/** The JSON of a line whatever its sum says; undefined: it has none. For asking a format we do not know for its version. */
export function unverifiedLine(line: string): unknown {
  return parsed(line.slice(line.indexOf(' ') + 1));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
