import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RouterKind, readRule } from '../../../src/sources/labels/traefik-rule.ts';

/** The matchers of a rule in short, or where it breaks. */
function shape(rule: string, kind: RouterKind = 'http'): string {
  const read = readRule(rule, kind);
  if (!read.ok) return `${read.offset}: ${read.message} -> ${read.hint}`;
  return read.matchers
    .map(({ name, values, negated }) => `${negated ? '!' : ''}${name}(${values.join('|')})`)
    .join(' ');
}

describe('a rule', () => {
  it.each<[string, string]>([
    ['Host(`a`)', 'Host(a)'],
    ['Host("a")', 'Host(a)'],
    ['  host ( `a` , "b" ) ', 'Host(a|b)'],
    ['HOST(`a`)||Host(`b`)', 'Host(a) Host(b)'],
    ['Host(`a`) && (PathPrefix(`/x`) || Path(`/y`))', 'Host(a) PathPrefix(/x) Path(/y)'],
    ['Host(`a`) &&\n  PathPrefix(`/x`)', 'Host(a) PathPrefix(/x)'],
    ['((Host(`a`)))', 'Host(a)'],
    ['!Host(`a`) && Host(`b`)', '!Host(a) Host(b)'],
    ['!(Host(`a`) || !Host(`b`)) && Host(`c`)', '!Host(a) Host(b) Host(c)'],
    ['!!Host(`a`)', 'Host(a)'],
    ['!(!(Host(`a`)))', 'Host(a)'],
    ['Header(`X-A`, `b`)', 'Header(X-A|b)'],
    ['hostheader(`a`)', 'HostHeader(a)'],
    ['Host(`a"b`)', 'Host(a"b)'],
    ['Host("a`b\\"\\\\\\x41\\102\\u0043")', 'Host(a`b"\\ABC)'],
    ['Host("a\\U00110000\\n")', 'Host(a\ufffd )'],
    ['Host(``)', 'Host()'],
  ])('%j reads %j', (rule, read) => {
    expect(shape(rule)).toBe(read);
  });

  it('has other matchers for TCP', () => {
    expect(shape('HostSNI(`a`) && ALPN(`h2`) && ClientIP(`10.0.0.0/8`)', 'tcp')).toBe(
      'HostSNI(a) ALPN(h2) ClientIP(10.0.0.0/8)',
    );
    expect(shape('Host(`a`)', 'tcp')).toBe(
      '0: tcp routers have no matcher "Host" -> the matchers are ALPN, ClientIP, HostSNI, HostSNIRegexp',
    );
  });

  it.each<[string, string]>([
    ['', '0: it ends where a matcher'],
    ['Host', '4: it ends where "(" should stand'],
    ['Host(', '5: it ends where a text should stand'],
    ['Host()', '5: there is ")" where a text should stand'],
    ['Host(`a`', '8: it ends where ")" should stand'],
    ['Host(`a`,)', '9: there is ")" where a text should stand'],
    ['Host(`a` `b`)', '9: there is a text where ")" should stand'],
    ['Host(`a', '5: a text that begins here has no end'],
    ['Host("a', '5: a text that begins here has no end'],
    ['Host("a\n")', '5: a text that begins here has no end'],
    ['Host("a\\', '5: a text that begins here has no end'],
    ['Host("a\\.b")', '7: there is no such escape'],
    ["Host('a')", '5: "\'" means nothing here -> write texts between back-ticks'],
    ['Host(a)', '5: there is "a" where a text should stand'],
    ['Host(`a`) Host(`b`)', '10: there is "Host" where && or || should stand'],
    ['Host(`a`) and Host(`b`)', '10: there is "and" where && or || should stand'],
    ['Host(`a`) & Host(`b`)', '10: "&" means nothing here'],
    ['Host(`a`) &&', '12: it ends where a matcher'],
    ['(Host(`a`)', '10: it ends where &&, || or ) should stand'],
    ['Host(`a`))', '9: there is ")" where && or || should stand'],
    ['()', '1: there is ")" where a matcher'],
    ['!', '1: it ends where a matcher'],
    ['`a`', '0: there is a text where a matcher'],
    ['Hots(`a`)', '0: http routers have no matcher "Hots" -> use Host'],
    ['HostSNI(`a`)', '0: http routers have no matcher "HostSNI" -> the matchers are ClientIP'],
    ['Host:a.example.com', '4: ":" means nothing here'],
    ['constructor(`a`)', '0: http routers have no matcher "constructor"'],
  ])('%j breaks at %j', (rule, fault) => {
    expect(shape(rule)).toContain(fault);
  });

  it.each<[string, string]>([
    ['brackets', `${'('.repeat(300_000)}Host(\`a\`)${')'.repeat(300_000)}`],
    ['negations', `${'!'.repeat(300_000)}Host(\`a\`)`],
    ['blanks', `${' '.repeat(300_000)}Host(\`a\`)`],
    ['operators', `Host(\`a\`)${' && Path(`/`)'.repeat(50_000)}`],
    ['arguments', `Host(\`a\`${', `b`'.repeat(100_000)})`],
    ['escapes', `Host("${'\\"'.repeat(200_000)}")`],
  ])('may have any number of %s', (_, rule) => {
    expect(readRule(rule, 'http').ok).toBe(true);
  });

  it.each<[string, string]>([
    ['open brackets', '('.repeat(300_000)],
    ['open texts', 'Host(`a`) || '.repeat(50_000) + '"'.repeat(100_001)],
    ['a long word', 'x'.repeat(1_000_000)],
    ['broken escapes', `Host("${'\\.'.repeat(200_000)}")`],
  ])('of nothing but %s is refused', (_, rule) => {
    expect(readRule(rule, 'http').ok).toBe(false);
  });

  it('never throws, and breaks inside itself', () => {
    const piece = fc.constantFrom(
      'Host',
      '(',
      ')',
      '`a`',
      '"b"',
      ',',
      '&&',
      '||',
      '!',
      ' ',
      '`',
      '"',
      '\\',
      "'",
      '.',
      '{',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<RouterKind>('http', 'tcp'), (rule, kind) => {
        const read = readRule(rule, kind);
        if (!read.ok) expect(read.offset).toBeLessThanOrEqual(rule.length);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its matchers and their signs however it is bracketed', () => {
    const leaf = fc.tuple(fc.constantFrom('Host', 'Path'), fc.stringMatching(/^[a-z.]{1,8}$/));
    type Node = { text: string; matchers: { name: string; value: string; negated: boolean }[] };
    const tree = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        leaf.map(
          ([name, value]): Node => ({ text: `${name}(\`${value}\`)`, matchers: [{ name, value, negated: false }] }),
        ),
        tie('node').map(({ text, matchers }) => ({ text: `(${text})`, matchers })),
        tie('node').map(({ text, matchers }) => ({
          text: `!(${text})`,
          matchers: matchers.map((one) => ({ ...one, negated: !one.negated })),
        })),
        fc.tuple(tie('node'), fc.constantFrom('&&', ' || '), tie('node')).map(([left, operator, right]) => ({
          text: `${left.text}${operator}${right.text}`,
          matchers: [...left.matchers, ...right.matchers],
        })),
      ),
    })).node;
    fc.assert(
      fc.property(tree, ({ text, matchers }) => {
        const expected = matchers.map(({ name, value, negated }) => ({ name, values: [value], negated }));
        expect(readRule(text, 'http')).toEqual({ ok: true, matchers: expected });
      }),
    );
  });
});
