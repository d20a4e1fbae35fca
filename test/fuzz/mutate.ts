import fc from 'fast-check';

/** What breaks parsers: quotes, escapes, brackets, line ends, control, invisible and combining characters, surrogates. */
const spice = [
  ...['"', "'", '\\', '\\\\', '\\"', '\\0', '\\256', '\\046', '`', '$', '${', '${A:-', '}', '$$', '%', '%s'],
  ...['(', ')', '[', ']', '{', '}', '<<', '<<<<<<< ', '&a ', '*a', '!x ', '|', '>', '---', '...', '? ', ': ', '- '],
  ...[' ', '\t', '\n', '\r', '\r\n', '\u0000', '\u0001', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff'],
  ...['\u00ad', '\u200b', '\u200d', '\u202e', '\ufe0f', '\u0301', 'e\u0301', '\ud800', '\udc80', '\udfff', '😀'],
  ...['.', '..', ',', ',,', ';', '; ', '#', ' #', '=', '@', '*', '?', '/', '//', '~', '-', '--', '_', ':', '::', '!'],
  ...['ß', 'ü', 'Ü', 'İ', '。', 'xn--', 'xn--a', '0', '00', '-1', '1e9', '0x1f', '9'.repeat(20), 'null', 'true'],
  ...['a'.repeat(64), 'a.'.repeat(130), '"'.repeat(70), '\\'.repeat(71), '('.repeat(40), '[{'.repeat(20)],
  ...['$ORIGIN .\n', '$INCLUDE x\n', '; dns-sync owner=a', '__proto__', 'constructor', 'toString'],
] as const;

type Edit = (text: string, other: string) => string;

const place = fc.nat({ max: 1 << 20 });
const length = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.integer({ min: 1, max: 200 }));
const at = (text: string, where: number) => where % (text.length + 1);

const insert = fc.tuple(place, fc.constantFrom(...spice)).map(([where, what]): Edit => {
  return (text) => text.slice(0, at(text, where)) + what + text.slice(at(text, where));
});
const cut = fc.tuple(place, length).map(([where, count]): Edit => {
  return (text) => text.slice(0, at(text, where)) + text.slice(at(text, where) + count);
});
const double = fc.tuple(place, length).map(([where, count]): Edit => {
  return (text) => text.slice(0, at(text, where) + count) + text.slice(at(text, where));
});
const swap = fc.tuple(place, length, length).map(([where, first, second]): Edit => {
  return (text) => {
    const [start, middle, end] = [at(text, where), at(text, where) + first, at(text, where) + first + second];
    return text.slice(0, start) + text.slice(middle, end) + text.slice(start, middle) + text.slice(end);
  };
});
const flip = fc.tuple(place, fc.nat({ max: 6 })).map(([where, bit]): Edit => {
  return (text) => {
    const start = at(text, where);
    if (start >= text.length) return text;
    const flipped = String.fromCharCode(text.charCodeAt(start) ^ (1 << bit));
    return text.slice(0, start) + flipped + text.slice(start + 1);
  };
});
const repeat = fc.tuple(place, length, fc.integer({ min: 2, max: 60 })).map(([where, count, times]): Edit => {
  return (text) => {
    const start = at(text, where);
    return text.slice(0, start) + text.slice(start, start + count).repeat(times) + text.slice(start + count);
  };
});
const splice = fc.tuple(place, place, length).map(([where, from, count]): Edit => {
  return (text, other) => {
    const start = at(text, where);
    return text.slice(0, start) + other.slice(at(other, from)).slice(0, count) + text.slice(start);
  };
});
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: insert },
  { weight: 2, arbitrary: cut },
  double,
  swap,
  flip,
  repeat,
  splice,
);

/** Good samples with a few edits, mostly one or two: text that is nearly valid. */
function edited(samples: readonly string[]): fc.Arbitrary<string> {
  const sample = fc.constantFrom(...samples);
  return fc
    .tuple(sample, sample, fc.array(edit, { maxLength: 4 }))
    .map(([text, other, edits]) => edits.reduce((done, change) => change(done, other), text));
}

/** Nearly valid text, and now and then anything at all. */
export function nearly(...samples: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: edited(samples) },
    fc.array(fc.constantFrom(...spice), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
}

/** The same as the bytes of its UTF-8, one character each, as zone files are read. */
export function nearlyBytes(...samples: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: nearly(...samples).map((text) => Buffer.from(text).toString('latin1')) },
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
}
