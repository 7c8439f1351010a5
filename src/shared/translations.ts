/** The languages that come with the package, each loaded when a page first needs it. */
import { setTranslationLoader } from './localize.js';

const languages = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  it: () => import('./locales/it.js'),
  ja: () => import('./locales/ja.js'),
  nl: () => import('./locales/nl.js'),
  pl: () => import('./locales/pl.js'),
  pt: () => import('./locales/pt.js'),
  tr: () => import('./locales/tr.js'),
  zh: () => import('./locales/zh.js'),
};

setTranslationLoader((language) =>
  Object.hasOwn(languages, language) ? languages[language as keyof typeof languages]() : undefined,
);
