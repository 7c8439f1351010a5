/** The languages that come with the package, each loaded when a page first needs it. */
import { setTranslationLoader } from './localize.js';

const languages = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  en: () => import('./locales/en-failures.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  ja: () => import('./locales/ja.js'),
  pt: () => import('./locales/pt.js'),
};

setTranslationLoader((language) =>
  Object.hasOwn(languages, language) ? languages[language as keyof typeof languages]() : undefined,
);
