import { VirtualizerController } from '@tanstack/lit-virtual';
import { html, LitElement } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { byScore, formatNumber, HEIGHT, ranksOf, sheets } from './contestants.ts';
import { hashHue, initialsOf } from '../../src/shared/avatar.ts';

const { customElements, document } = globalThis;

/** The same picture as the hand-written list, with TanStack's virtualizer for the window and Lit for the rows. */
class TanstackBoard extends LitElement {
  static styles = sheets;
  #scroller = createRef();
  #sorted = [];
  #ranks = new Int32Array();
  #before = new Map();
  #virtualizer = new VirtualizerController(this, {
    count: 0,
    getScrollElement: () => this.#scroller.value ?? null,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => this.#sorted[index]?.playerId ?? index,
    overscan: 3,
  });

  show(rows) {
    const virtualizer = this.#virtualizer.getVirtualizer();
    for (const { index } of virtualizer.getVirtualItems()) {
      const row = this.#sorted[index];
      if (row) this.#before.set(row.playerId, this.#ranks[index]);
    }
    this.#sorted = [...rows].sort(byScore);
    this.#ranks = ranksOf(this.#sorted);
    virtualizer.setOptions({ ...virtualizer.options, count: rows.length });
    this.requestUpdate();
    return this.updateComplete;
  }

  #row(index) {
    const { playerId, displayName, score } = this.#sorted[index];
    const rank = this.#ranks[index];
    const by = (this.#before.get(playerId) ?? rank) - rank;
    return html`<tr class="row">
      <td class="rank"><span data-medal=${rank <= 3 ? rank : ''}>${formatNumber(rank)}</span></td>
      <td class="delta" data-trend=${by > 0 ? 'up' : 'down'}>${by ? `${by > 0 ? '▲' : '▼'}\u2009${Math.abs(by)}` : ''}</td>
      <td class="player">
        <span class="avatar" style="--_hue:${hashHue(playerId)}">${initialsOf(displayName)}</span>
        <span class="name">${displayName}</span>
      </td>
      <td class="score">${formatNumber(score)}</td>
    </tr>`;
  }

  render() {
    const virtualizer = this.#virtualizer.getVirtualizer();
    const items = virtualizer.getVirtualItems();
    const place = `block-size:${virtualizer.getTotalSize()}px;padding-block-start:${items[0]?.start ?? 0}px`;
    return html`<section class="base">
      <header><div class="heading">Board</div><span class="facts">players</span></header>
      <div class="body"><div class="board"><div class="list"><div class="scroller" ${ref(this.#scroller)}>
        <table>
          <thead><tr><th class="rank">Rank</th><th class="delta"></th><th class="player">Player</th><th class="score">Score</th></tr></thead>
          <tbody style=${place}>${repeat(
            items,
            ({ key }) => key,
            ({ index }) => this.#row(index),
          )}</tbody>
        </table>
      </div></div></div></div>
    </section>`;
  }
}
customElements.define('tanstack-board', TanstackBoard);

export function tanstack() {
  const board = document.createElement('tanstack-board');
  board.style.maxBlockSize = '480px';
  return {
    async mount(box, rows) {
      box.append(board);
      await board.show(rows);
    },
    update: (rows) => board.show(rows),
  };
}
