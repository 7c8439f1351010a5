/**
 * A player's hands on a page in a real browser: keys and fingers only. The page is looked at to know where things are,
 * and never touched in any other way. Whatever a person could not do fails: a focus that nobody sees, a target that is
 * covered, off the screen, or too small for a finger.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core';

/** What has the focus. */
export interface Focus {
  readonly tag: string;
  /** Accessible name, roughly. */
  readonly name: string;
  /** There is a ring around it. */
  readonly hasRing: boolean;
  /** Its middle is on the screen, and nothing else lies over it. */
  readonly isInSight: boolean;
}

/** Where to put a finger, in pixels of the document's viewport. */
export interface Target {
  readonly x: number;
  readonly y: number;
  /** The shorter side of what takes the finger. */
  readonly side: number;
  readonly isInSight: boolean;
}

interface Eyes {
  focus(): Focus;
  find(name: string): Target[];
}
type Seeing = typeof globalThis & { readonly eyes: Eyes };

/** The smallest side of a target for fingers, in pixels. */
const FINGER = 44;
const eyes = readFileSync(new URL('./page-probe.js', import.meta.url), 'utf8');

/** To be called before the page is opened. */
export const giveEyes = (page: Page): Promise<unknown> => page.evaluateOnNewDocument(eyes);

/** Writes a picture of the screen into the folder that SHOTS names; without it does nothing. */
export async function shoot(page: Page, name: string): Promise<void> {
  const { SHOTS } = process.env;
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${join(SHOTS, name)}.png` });
}

/** What has the focus in the page, or in the document of a frame. */
export const focusOf = (place: Page | Frame): Promise<Focus> =>
  place.evaluate(() => (globalThis as Seeing).eyes.focus());

/** A page that scrolls smoothly takes a moment to bring the focus into sight. */
async function check(place: Page | Frame, { tag, name, hasRing }: Focus): Promise<void> {
  assert.ok(hasRing, `there is no ring around ${tag} “${name}”`);
  await place
    .waitForFunction(() => (globalThis as Seeing).eyes.focus().isInSight, { timeout: 10_000 })
    .catch(() => assert.fail(`the focus is out of sight on ${tag} “${name}”`));
}

/** Presses a key, with Shift if wanted. */
export async function press(page: Page, key: KeyInput, shift = false): Promise<void> {
  if (shift) await page.keyboard.down('Shift');
  await page.keyboard.press(key);
  if (shift) await page.keyboard.up('Shift');
}

/**
 * Presses Tab, or Shift+Tab, until the focus is on what has that name. Every stop on the way must be seen.
 * @param place where to look for the focus: the page, or a frame in it
 */
export async function tabTo(page: Page, name: string, { back = false, place = page as Page | Frame } = {}) {
  const stops: string[] = [];
  for (let count = 0; count < 60; count++) {
    await press(page, 'Tab', back);
    const focus = await focusOf(place);
    stops.push(focus.name.slice(0, 40) || focus.tag);
    if (focus.tag === 'body' || focus.tag === 'iframe') continue; // past the end of the page, or inside a game
    await check(place, focus);
    if (focus.name === name) return;
  }
  assert.fail(`no way by Tab to “${name}”: ${stops.join(' · ')}`);
}

/** Waits until the focus is on what has that name, without anybody moving it, and seen. */
export async function expectFocus(page: Page, name: string): Promise<void> {
  await page
    .waitForFunction((name) => (globalThis as Seeing).eyes.focus().name === name, { timeout: 10_000 }, name)
    .catch(async () => assert.fail(`the focus is on “${(await focusOf(page)).name}” and not on “${name}”`));
  await check(page, await focusOf(page));
}

/** Moves the page under a finger until that much has passed, down for more than zero. */
export async function swipe(page: Page, distance: number): Promise<void> {
  const { width, height } = page.viewport()!;
  const most = height * 0.6;
  const x = width - 6; // along the edge, where nothing takes the finger for itself
  for (let left = distance; Math.abs(left) > 1;) {
    const step = Math.sign(left) * Math.min(most, Math.abs(left));
    const from = height / 2 + step / 2;
    const touch = await page.touchscreen.touchStart(x, from);
    for (let moved = 1; moved <= 8; moved++) await touch.move(x, from - (step * moved) / 8);
    await touch.end();
    left -= step;
  }
}

/**
 * Taps what has that name, once it is there; moves the page until it is in sight.
 * @param which of several, from the end when less than zero
 */
export async function tap(page: Page, name: string, which = 0): Promise<void> {
  const isThere = (name: string) => (globalThis as Seeing).eyes.find(name).length > 0;
  await page
    .waitForFunction(isThere, { timeout: 10_000 }, name)
    .catch(() => assert.fail(`there is nothing called “${name}” to tap`));
  /** Where it is once it has come to rest: a page may still be scrolling there. */
  const look = async () => {
    const see = () => page.evaluate((name) => (globalThis as Seeing).eyes.find(name), name);
    let before = (await see()).at(which);
    for (let frames = 0; frames < 300; frames++) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const now = (await see()).at(which);
      if (now?.x === before?.x && now?.y === before?.y) return now;
      before = now;
    }
    return before;
  };
  const { height } = page.viewport()!;
  let target = await look();
  for (let tries = 0; tries < 5 && target && !target.isInSight; tries++) {
    await swipe(page, target.y - height / 2);
    target = await look();
  }
  assert.ok(target?.isInSight, `“${name}” can’t be brought into sight`);
  assert.ok(target.side >= FINGER, `“${name}” is only ${target.side} px small`);
  await page.touchscreen.tap(target.x, target.y);
}

/** Taps what the selector finds inside a game, at the place on the screen where the player sees it. */
export async function tapInGame(page: Page, frame: ElementHandle, game: Frame, selector: string): Promise<void> {
  const outside = await frame.boundingBox();
  let inside = await game.$eval(selector, boxOf);
  // What lay over it, such as the game's own start, may still be fading out.
  for (let frames = 0; frames < 300 && !inside.isOnTop; frames++) {
    await game.evaluate(() => new Promise(requestAnimationFrame));
    inside = await game.$eval(selector, boxOf);
  }
  assert.ok(outside && inside.isOnTop, `${selector} can be seen in the game`);
  assert.ok(inside.side >= FINGER, `${selector} is only ${inside.side} px small`);
  await page.touchscreen.tap(outside.x + inside.x, outside.y + inside.y);
}

function boxOf(element: Element): { x: number; y: number; side: number; isOnTop: boolean } {
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: x + width / 2, y: y + height / 2 };
  const isOnTop = element.contains(document.elementFromPoint(middle.x, middle.y));
  return { ...middle, side: Math.min(width, height), isOnTop };
}
