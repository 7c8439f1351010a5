import type { Contestant } from './contestants.js';

export declare function agGrid(): Contestant;
