/** Finding players by a part of their name, without regard to case and accents. */
import { html, type TemplateResult } from 'lit';
import type { Ranking } from '../../ranking/rank.js';
import type { Say } from './header.js';
import { displayNameOf } from './row-format.js';

// eslint-disable-next-line no-control-regex -- plain ASCII needs no taking apart
const PLAIN = /^[\u0000-\u007f]*$/;

const fold = (text: string): string =>
  (PLAIN.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();

/** Positions of the players whose name contains `text`, best first. */
export function findPlayers(ranking: Ranking, text: string): number[] {
  const wanted = fold(text.trim());
  const found: number[] = [];
  for (let position = 0; position < ranking.total; position++) {
    if (fold(displayNameOf(ranking.at(position)!)).includes(wanted)) found.push(position);
  }
  return found;
}

/** Search field; hands on what is typed. */
export function renderSearch(text: string, say: Say, search: (text: string) => void): TemplateResult {
  const label = say('boardSearch');
  return html`<div class="search" part="search">
    <input type="search" aria-label=${label} placeholder=${label} .value=${text} @input=${({ target }: InputEvent) => search((target as HTMLInputElement).value)} />
  </div>`;
}
