/** The code that a story's source block offers to copy: the element alone, never a key and never the sandbox around it. */
import { REFLECTED } from './manifest.js';

/** Attributes of a provider that are the sandbox's and no page's. */
const SANDBOX = /^(insecure-keys|player-ip|mock-files|(meshmap|iplaygames|vaix)-.*)$/;

/** Turns the HTML of a rendered story into what a page would write. */
export function cleanSource(code: string): string {
  const { body } = new DOMParser().parseFromString(code, 'text/html');
  for (const element of body.querySelectorAll('*')) {
    for (const name of REFLECTED) if (element.localName.startsWith('gs-')) element.removeAttribute(name);
  }
  for (const log of body.querySelectorAll('[role="log"]')) log.remove();
  for (const provider of body.querySelectorAll('gs-provider')) {
    const isSandbox = provider.hasAttribute('insecure-keys');
    for (const { name } of [...provider.attributes]) if (SANDBOX.test(name)) provider.removeAttribute(name);
    if (isSandbox) provider.replaceWith(...provider.childNodes);
  }
  // A box that only gives a story its width is no part of the code.
  for (const box of body.querySelectorAll('div'))
    if (box.querySelector('[class], [id]') === null) box.replaceWith(...box.childNodes);
  return body.innerHTML
    .replaceAll('=""', '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line, index, lines) => line !== '' || (lines[index - 1] ?? '') !== '')
    .join('\n')
    .trim();
}
