/* eslint lit-a11y/no-redundant-role: "off" -- a table laid out by grid loses its meaning without the roles */
/** The fixed parts of the board; the rows inside are the list's. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ScoreOrder } from '../../ranking/rank.js';
import type { Say } from './header.js';

/** Table and pinned row, both empty. @param sort undefined when a comparator decides */
export function renderBoard(caption: string, sort: ScoreOrder | undefined, say: Say): TemplateResult {
  const order = sort && (sort === 'asc' ? 'ascending' : 'descending');
  return html`<div class="list"><div class="scroller">
      <table part="table" role="table" tabindex="-1">
        <caption class="visually-hidden">
          ${caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex="1">
            <th class="rank" role="columnheader" scope="col">${say('boardRank')}</th>
            <th class="delta" role="columnheader" scope="col"><span class="visually-hidden">${say('boardChange')}</span></th>
            <th class="player" role="columnheader" scope="col">${say('boardPlayer')}</th>
            <th class="score" role="columnheader" scope="col" aria-sort=${order ?? nothing}>${say('boardScore')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup"></tbody>
      </table>
      <div class="probe"></div>
    </div>
    <div class="separator" part="separator" aria-hidden="true"></div>
    <div class="pin"></div></div>`;
}

/** Rows to come, below the head of their table. */
export function renderSkeleton(rows: number): unknown {
  const bones = html`<span class="bone"></span><span class="bone"></span><span class="bone"></span><span class="bone"></span>`;
  return Array.from({ length: rows + 1 }, (_, i) => html`<div class="row bones">${i ? bones : nothing}</div>`);
}
