/** As translations.ts, for the bundle in one file: the tables lie beside it. */
import { setTranslationLoader, type Translation } from './localize.js';

const languages = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'];

// Only known while the script runs for the first time.
const script = typeof document === 'undefined' ? null : document.currentScript;
const base = script instanceof HTMLScriptElement ? script.src : '';

setTranslationLoader((language) => {
  if (!base || !languages.includes(language)) return undefined;
  return import(/* @vite-ignore */ new URL(`locales/${language}.js`, base).href) as Promise<{ strings: Translation }>;
});
