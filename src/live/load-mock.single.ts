/** As load-mock.ts, for the bundle in one file: the mock lies beside it, so that pages without it don't download it. */
import type * as mock from '../mock/index.js';
import { scriptUrl } from './script-url.js';

export const loadMock = (): Promise<typeof mock> =>
  import(/* @vite-ignore */ new URL('mock.js', scriptUrl()).href) as Promise<typeof mock>;
