/**
 * What code of libraries comes to in the bundles for pages: texts as a library's file has them, and what is said there
 * instead. The minifier then leaves out whatever could never run: 2 KB gz on every page. A text that an update of the
 * library has changed fails the build (see bundle-plugins.ts).
 */
export const KNOWN: readonly (readonly [file: RegExp, texts: Readonly<Record<string, string>>])[] = [
  // request.ts: never a base, a query, a hook, a time limit, a second try or a parsed answer; bodies are plain objects
  [
    /ofetch\/dist\/shared\/ofetch\./,
    {
      'if (defaults?.query || defaults?.params || input?.params || input?.query)': 'if (false)',
      'if (!defaults)': 'if (true)',
      'if (context.options.baseURL)': 'if (false)',
      'if (context.options.query)': 'if (false)',
      'if (context.options.onRequest)': 'if (false)',
      'if (context.options.onRequestError)': 'if (false)',
      'if (context.options.onResponse)': 'if (false)',
      'isPayloadMethod(context.options.method)': 'true',
      'isJSONSerializable(context.options.body)': 'true',
      '!context.options.signal': 'false',
      'const hasBody =': 'const hasBody = false &&',
      '!context.options.ignoreResponseError': 'false',
      'return await onError(context)': 'throw context.error',
    },
  ],
  // every browser that can show the elements at all adopts style sheets; no css`` of ours holds a ${}
  [
    /reactive-element\/css-tag\.js/,
    {
      't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype':
        'true',
      '1===t.length?': 'true?',
      'o!==s': 'false',
    },
  ],
  // no polyfills; no decorators, whose tables declareProperties has written already
  [
    /reactive-element\/reactive-element\.js/,
    {
      'a.reactiveElementPolyfillSupport': 'undefined',
      '(a.reactiveElementVersions??=[]).push': 'void',
      'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;': '',
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}':
        '',
      'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}': '',
      ',this.constructor.l?.forEach(t=>t(this))': '',
      ',void 0!==t.l&&(this.l=[...t.l])': '',
    },
  ],
  [
    /lit-element\/lit-element\.js/,
    {
      's.litElementHydrateSupport': 'undefined',
      's.litElementPolyfillSupport': 'undefined',
      '(s.litElementVersions??=[]).push': 'void',
    },
  ],
  // of what it opens to its own directives, `repeat` and `keyed` take one class
  [
    /lit-html\/lit-html\.js/,
    {
      't.litHtmlPolyfillSupport': 'undefined',
      '(t.litHtmlVersions??=[]).push': 'void',
      '{M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z}': '{I:k}',
    },
  ],
];
