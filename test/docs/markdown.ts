import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A page of documentation. */
export interface Page {
  /** From the repository's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A page by its path. */
export function page(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** README.md, CONTRIBUTING.md and everything in docs. */
export function pages(): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return ['README.md', 'CONTRIBUTING.md', ...docs.sort()].map(page);
}

/** A block between fences. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of its first fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a page. */
export function blocksOf({ text }: Page): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^\s*```(\S*)/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1] ?? '', line: index + 1, lines: [] };
    else {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join('\n') });
      open = undefined;
    }
  }
  return blocks;
}

/** A page's text without fenced blocks and code between back-ticks. */
export function proseOf({ text }: Page): string {
  let fenced = false;
  const lines = text.split('\n').map((line) => {
    if (!/^\s*```/.test(line)) return fenced ? '' : line.replaceAll(/`[^`]*`/g, 'code');
    fenced = !fenced;
    return '';
  });
  return lines.join('\n');
}

/** The anchors that GitHub gives a page's headings. */
export function anchorsOf({ text }: Page): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  let fenced = false;
  for (const line of text.split('\n')) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    const title = fenced ? undefined : /^#{1,6} (.+)$/.exec(line)?.[1];
    if (title === undefined) continue;
    const slug = title
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** The cells of all table rows of a page, without the heads; back-ticks stay. */
export function rowsOf({ text }: Page): string[][] {
  return text
    .split('\n')
    .filter((line) => /^\s*\| /.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}
