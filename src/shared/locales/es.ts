import type { Translation } from '../strings.js';

export const strings: Translation = {};
