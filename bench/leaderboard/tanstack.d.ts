import type { Contestant } from './contestants.js';

export declare function tanstack(): Contestant;
