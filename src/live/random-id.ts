/** An id that no other page makes, for messages between tabs. Not `crypto.randomUUID`, which pages on plain http do not have. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
