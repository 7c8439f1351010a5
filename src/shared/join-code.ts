/** A QR code that leads to a page, lazy-loaded with the library that draws it. */
import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Most bytes in a QR code (version 40, error correction L). */
const CAPACITY = 2953;

/**
 * The address as a QR code, dark on light in every scheme because scanners expect it; undefined when it is longer than a code
 * holds.
 * @param url absolute, so plain ASCII
 */
export function renderJoinCode(url: string, label: string): TemplateResult | undefined {
  if (url.length > CAPACITY) return undefined;
  const { data, size } = encode(url, { border: 2 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<a class="join" part="join" href=${url}>
    <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${url} shape-rendering="crispEdges">
      <path fill="#fff" d=${`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d=${path} />
    </svg>
    <span>${label}</span>
  </a>`;
}
