/** Bytes that come in pieces, however small, kept in one buffer: at most twice as large as what came. */
export interface AnswerBytes {
  /** Adds a piece; false, and nothing is added, where it would be more than is allowed. */
  add(piece: Uint8Array): boolean;
  /** All of it as UTF-8. */
  text(): string;
}

const firstBytes = 64 * 1024;

/** @param most how many bytes are allowed */
export function answerBytes(most: number): AnswerBytes {
  let buffer = Buffer.allocUnsafe(Math.min(firstBytes, most));
  let size = 0;
  return {
    add(piece) {
      const needed = size + piece.length;
      if (needed > most) return false;
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(Math.max(2 * buffer.length, needed), most));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      buffer.set(piece, size);
      size = needed;
      return true;
    },
    text: () => buffer.toString('utf8', 0, size),
  };
}
