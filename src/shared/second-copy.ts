/**
 * First import of the classic bundle: claims the page, and while a second copy runs leaves a mark for its Lit, which would
 * otherwise make a Trusted Types policy whose name is taken (see guardLitPolicy in vite.config.ts).
 */
import { claimPage } from './page.js';

const MARK = Symbol.for('game-session-widgets.second-copy');
const marks = globalThis as Record<symbol, unknown>;

if (!claimPage()) marks[MARK] = true;

/** The copy has run: what loads later belongs to the first one. */
export const endOfCopy = (): boolean => delete marks[MARK];
