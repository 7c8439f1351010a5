/** Markup that a comment field may allow (names, ids, data attributes) gives a script tag no settings. The built files: test/demo/bundles.test.ts. */
import { expect } from '@open-wc/testing';
import { documentMember } from '../../src/shared/document-member.js';
import { findModuleScript, runningScript } from '../../src/shared/script-tag.js';

const EVIL = 'data-gateway="https://evil.example" data-token-url="/gs-token"';
const url = 'https://cdn.example/embed.js';

describe('a script tag', () => {
  const box = document.createElement('div');
  beforeEach(() => document.body.prepend(box));
  afterEach(() => box.remove());

  for (const markup of [
    `<img name="currentScript" src="https://evil.example/x/" ${EVIL}>`,
    `<form name="currentScript" ${EVIL}></form>`,
    `<object id="currentScript" ${EVIL}></object>`,
    `<iframe name="currentScript" ${EVIL}></iframe>`,
  ]) {
    it(`that runs is not ${markup.slice(0, 30)}…`, () => {
      box.innerHTML = markup;
      expect(!document.currentScript || document.currentScript instanceof HTMLScriptElement).to.equal(false);
      expect(runningScript() === undefined).to.equal(true);
    });
  }

  for (const markup of [
    `<form name="scripts"><input type="module" src="${url}" ${EVIL}></form>`,
    `<img name="scripts" src="${url}" ${EVIL}>`,
    `<form name="scripts"></form><form name="scripts"></form>`,
  ]) {
    it(`is not found in ${markup.slice(0, 30)}…`, () => {
      box.innerHTML = markup;
      expect(findModuleScript(url) === undefined).to.equal(true);
      const script = document.createElement('script');
      Object.assign(script, { type: 'text/plain', src: url });
      box.append(script);
      expect(findModuleScript(url) === script).to.equal(true);
    });
  }

  it('has members of the document that no markup replaces', () => {
    box.innerHTML = '<img name="adoptedStyleSheets"><img name="getElementsByTagName"><img name="defaultView">';
    expect(documentMember('adoptedStyleSheets') instanceof Element).to.equal(false);
    expect(documentMember('getElementsByTagName').call(document, 'body')[0] === document.body).to.equal(true);
    expect(documentMember('defaultView') === window).to.equal(true);
  });
});
