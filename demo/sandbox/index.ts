/** The sandbox lives in src/mock; this path stays until nothing imports it any more. */
export * from '../../src/mock/sandbox/index.js';
