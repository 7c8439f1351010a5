/** The mark in a corner of the page, so that nobody takes the mock's scores for real ones. */

const css = `:host { position: fixed; inset-block-end: 8px; inset-inline-end: 8px; z-index: 2147483647; pointer-events: none;
  padding: 2px 8px; border-radius: 4px; font: 600 12px/1.5 system-ui, sans-serif; color: #fff; background: #5b21b6; border: 1px solid #fff; }
@media print { :host { display: none } }`;

const MARK = 'data-gs-demo-mark';

/** Shows the mark, once for all mocks of the page. */
export function showDemoMark(scenario: string): void {
  if (document.querySelector(`[${MARK}]`)) return;
  const mark = document.createElement('div');
  mark.setAttribute(MARK, scenario);
  // A landmark of its own: whatever lies outside the page's landmarks is easily missed by screen readers.
  mark.role = 'complementary';
  mark.ariaLabel = 'Demo data';
  mark.lang = 'en';
  mark.dir = 'ltr';
  const root = mark.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.append(scenario === 'live' ? 'Demo data' : `Demo data: ${scenario}`);
  document.body.append(mark);
}
