/**
 * TXT values are bytes (RFC 1035 3.3.14), but people read and write text. A value is kept as text in which bytes that
 * are no UTF-8 stand as U+DC80..U+DCFF (lone surrogates that UTF-8 cannot produce), so that nothing is lost.
 */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes to text. */
export function textFromBytes(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return decodeWithStrays(bytes);
  }
}

function decodeWithStrays(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes[index] ?? 0);
    const piece = bytes.subarray(index, index + length);
    let decoded: string | undefined;
    if (piece.length === length) {
      try {
        decoded = decoder.decode(piece);
      } catch {
        decoded = undefined;
      }
    }
    text += decoded ?? String.fromCharCode(0xdc00 + (bytes[index] ?? 0));
    index += decoded === undefined ? 1 : length;
  }
  return text;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Text to bytes; the inverse of `textFromBytes`. Other lone surrogates become U+FFFD, as everywhere. */
export function bytesFromText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text) || text.isWellFormed()) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char.length === 1 && code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(char));
  }
  return Uint8Array.from(bytes);
}

/**
 * The one text for its bytes: stray bytes that make up UTF-8 together become its characters, lone surrogates that stand
 * for no byte U+FFFD. What came from `textFromBytes` stays as it is.
 */
export function settleText(text: string): string {
  return text.isWellFormed() ? text : textFromBytes(bytesFromText(text));
}

/** Number of bytes of the text. */
export function byteLength(text: string): number {
  return bytesFromText(text).length;
}
