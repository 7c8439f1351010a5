/** A growing buffer for the bytes of a streamed answer. */
import type { StreamedResponse } from '../../operation.js';

/** Bytes per read: without a limit browsers deliver chunks of megabytes. */
const PART = 64 * 1024;
/** Initial capacity, and that for the largest answer, in bytes. Memory pages that are never written cost nothing. */
const ROOM = { first: 1024 * 1024, most: 33 * 1024 * 1024 };

export class ResponseBuffer {
  /** Only the first `size` of them count. */
  bytes: Uint8Array;
  size = 0;
  /** View of the same bytes, to compare four at once. */
  view: DataView;
  readonly #decoder = new TextDecoder();
  readonly #signal: AbortSignal;
  readonly #count: StreamedResponse['count'];
  readonly #read: () => Promise<Uint8Array | undefined>;
  readonly #stop: () => void;

  /** @param room buffer to reuse; default: a new one */
  constructor(
    { parts, body, count }: StreamedResponse,
    signal: AbortSignal,
    room: Uint8Array = new Uint8Array(ROOM.first),
  ) {
    this.bytes = room;
    this.view = viewOf(room);
    this.#signal = signal;
    this.#count = count;
    ({ read: this.#read, stop: this.#stop } = openBody(body));
    signal.addEventListener('abort', this.#stop);
    for (const part of parts) this.#put(part);
  }

  /** Reads the next chunk; false at the end. Rejects when aborted, and with ApiError when the answer is too large. */
  async pull(): Promise<boolean> {
    const part = await this.#read();
    this.#signal.throwIfAborted();
    if (!part) return false;
    try {
      this.#count(part);
    } catch (error) {
      this.#stop();
      throw error;
    }
    this.#put(part);
    return true;
  }

  /** Decodes a range that begins and ends between characters. */
  text(from: number, end = this.size): string {
    return this.#decoder.decode(this.bytes.subarray(from, end));
  }

  #put(part: Uint8Array): void {
    const size = this.size + part.byteLength;
    if (size > this.bytes.byteLength) {
      const room = new Uint8Array(Math.max(ROOM.most, size));
      room.set(this.bytes.subarray(0, this.size));
      this.bytes = room;
      this.view = viewOf(room);
    }
    this.bytes.set(part, this.size);
    this.size = size;
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

/** Reads into one reused buffer where the stream supports it (BYOB). */
function openBody(body: ReadableStream<Uint8Array>) {
  const reader = getByteReader(body) ?? body.getReader();
  let buffer = new ArrayBuffer(PART);
  return {
    stop: () => void reader.cancel().catch(() => undefined),
    read: async (): Promise<Uint8Array | undefined> => {
      const { done, value } =
        reader instanceof ReadableStreamDefaultReader ? await reader.read() : await reader.read(new Uint8Array(buffer));
      if (value) buffer = value.buffer as ArrayBuffer;
      return done ? undefined : value;
    },
  };
}

function getByteReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
