/** The bytes of an answer while they arrive, all in one piece. */
import type { StreamedResponse } from '../../operation.js';

/** Bytes asked for at once: browsers hand out megabytes otherwise. */
const PART = 64 * 1024;
/** Room at first, and for the largest answer there is, in bytes. To make room for a page never touched costs nothing. */
const ROOM = { first: 1024 * 1024, most: 33 * 1024 * 1024 };

export class ResponseBuffer {
  /** Only the first `size` of them count. */
  bytes: Uint8Array;
  size = 0;
  /** Of the same bytes: four of them are compared at once by it. */
  view: DataView;
  readonly #decoder = new TextDecoder();
  readonly #signal: AbortSignal;
  readonly #count: StreamedResponse['count'];
  readonly #read: () => Promise<Uint8Array | undefined>;
  readonly #stop: () => void;

  /** @param room to be written over; new when there is none */
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

  /** Waits for more; false at the end. Rejects when the signal is aborted, and with ApiError when it is too much. */
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

  /** The text between two places, which no character lies across. */
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

/** Reads into one buffer, over and over, where the stream can. */
function openBody(body: ReadableStream<Uint8Array>) {
  const reader = getByteReader(body) ?? body.getReader();
  let buffer = new ArrayBuffer(PART);
  return {
    stop: () => void reader.cancel().catch(() => 'it is over either way'),
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
