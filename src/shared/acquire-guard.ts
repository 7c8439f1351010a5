/**
 * First import of the bundle in one file: claims the page, keeps what the tag says, and while a second copy runs leaves a
 * mark, by which that copy defines nothing and its Lit makes no Trusted Types policy whose name is taken (see guardLitPolicy
 * in vite.config.ts).
 */
import { hidePrototypeExtensions } from './prototype-extensions.js';
import { claimPage, runningScript, storeScriptUrl, storeSettings } from './script-tag.js';

const MARK = Symbol.for('game-session-widgets.second-copy');
const marks = globalThis as Record<symbol, unknown>;

hidePrototypeExtensions();
if (!claimPage()) marks[MARK] = true;
storeSettings(runningScript());
storeScriptUrl(runningScript()?.src);

/** The copy has run: what loads later belongs to the first one. */
export const releaseGuard = (): boolean => delete marks[MARK];
