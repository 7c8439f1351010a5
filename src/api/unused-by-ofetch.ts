/** Stands in the bundles for two libraries that ofetch imports for options which request.ts never uses; see vite.config.ts. */

export const withBase = (url: string): string => url;
export const withQuery = (url: string): string => url;
// ofetch asks for it as a default export, the only one in src.
// eslint-disable-next-line no-restricted-syntax
export default JSON.parse;
