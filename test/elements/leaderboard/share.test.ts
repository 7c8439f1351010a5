/** The picture that `share()` makes. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/leaderboard/leaderboard.js';
import { drawStanding } from '../../../src/elements/leaderboard/share.js';
import { until } from '../../support/until.js';

interface Picture {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** First and last column that has another colour than the corner; -1 for none. */
  readonly columns: readonly [first: number, last: number];
  /** Share of pixels of another colour than the corner. */
  readonly inked: number;
  readonly corner: string;
}

async function read(blob: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const inked = new Array<number>(width).fill(0);
  pixels.forEach((pixel, i) => (inked[i % width] += Number(pixel !== pixels[0])));
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return {
    type: blob.type,
    width,
    height,
    columns: [inked.findIndex(Boolean), inked.findLastIndex(Boolean)],
    inked: inked.reduce((sum, count) => sum + count, 0) / pixels.length,
    corner: `rgb(${red}, ${green}, ${blue})`,
  };
}

const standing = { title: 'Harbour lap', place: '4th of 40', name: 'Nova Quill', score: '1,240 points' };

async function draw(style: string, words = standing): Promise<Picture> {
  const box = await fixture<HTMLElement>(html`<div style=${style}></div>`);
  return read(await drawStanding({ ...words, style: getComputedStyle(box) }));
}

describe('the picture of the own place', () => {
  it('is a PNG of 1200 × 630 with text in the colours of the board, from the margin on', async () => {
    const picture = await draw('color: rgb(250, 250, 250); background: rgb(20, 30, 40); font-family: sans-serif');
    expect([picture.type, picture.width, picture.height]).to.deep.equal(['image/png', 1200, 630]);
    expect(picture.corner).to.equal('rgb(20, 30, 40)');
    expect(picture.inked).to.be.within(0.02, 0.4);
    expect(picture.columns[0]).to.be.within(75, 110);
    expect(picture.columns[1]).to.be.below(1120);
  });

  it('is mirrored from right to left', async () => {
    const picture = await draw('direction: rtl; color: #000; background: #fff');
    expect(picture.columns[1]).to.be.within(1090, 1125);
    expect(picture.columns[0]).to.be.above(80);
  });

  it('keeps the longest name inside its margins', async () => {
    const name = 'Bramble and the Extraordinarily Unhurried Hedgehog of the North '.repeat(4);
    const picture = await draw('color: #000; background: #fff', { ...standing, name });
    expect(picture.columns[0]).to.be.above(70);
    expect(picture.columns[1]).to.be.below(1130);
  });

  it('is made by share() of a board with an own row', async () => {
    const element = document.createElement('gs-leaderboard');
    element.entries = [{ playerId: 'me', displayName: 'Nova', score: 5 }];
    element.playerId = 'me';
    await fixture(html`<div>${element}</div>`);
    await until(() => element.state === 'ready');
    expect(await element.share()).to.equal(true);
    element.playerId = 'other';
    expect(await element.share()).to.equal(false);
  });
});
