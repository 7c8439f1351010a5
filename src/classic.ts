/**
 * Entry of the classic script tag, `<script src="…/gs.iife.js" data-gateway="…"></script>`: brings embed.js, which lies beside
 * it, for pages whose tool allows no `type="module"`. What the tag says goes before; the script API is there at once.
 */
import type * as scriptApi from './script-api.js';
import { runningScript, storeScriptUrl, storeSettings } from './shared/script-tag.js';

const tag = runningScript();
const load = <T>(file: string): Promise<T> =>
  import(/* @vite-ignore */ new URL(file, tag?.src || location.href).href) as Promise<T>;

storeSettings(tag);
storeScriptUrl(tag?.src);
load('embed.js').catch((error: unknown) => {
  console.error(
    'game-session-widgets: gs.iife.js needs embed.js and chunks/ beside it. For one file alone take gs.single.js.',
    error,
  );
});

type ScriptApi = typeof scriptApi;
type Later<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;

const later = <K extends 'configure' | 'createClient' | 'registerDialect' | 'registerTranslation'>(name: K) =>
  (async (...args: unknown[]) => {
    const api = await load<Record<K, (...given: unknown[]) => unknown>>('api.js');
    return api[name](...args);
  }) as Later<ScriptApi[K]>;

/** As in the package, but each answers by a promise: the code for it comes when it is called. */
export const configure = later('configure');
export const createClient = later('createClient');
export const registerDialect = later('registerDialect');
export const registerTranslation = later('registerTranslation');
