// eslint-disable-next-line no-control-regex -- plain ASCII needs no normalization
const ASCII = /^[\u0000-\u007f]*$/;

/** The text as it is compared in a search: without regard to case, accents and compatibility forms. */
export const foldForSearch = (text: string): string =>
  (ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
