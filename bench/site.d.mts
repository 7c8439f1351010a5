import type { Browser, CDPSession } from 'puppeteer-core';

export function launch(flags?: string[]): Promise<Browser>;
export function busy(session: CDPSession): Promise<{ task: number; heap: number }>;
export function throttle(session: CDPSession, rate: number | string): Promise<unknown>;
export function median(list: readonly number[]): number;
