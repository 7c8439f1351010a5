import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

const typed = ['{src,test,stories,demo,bench,scripts}/**/*.ts', '.storybook/*.ts', '*.ts'];
/** What the page's own script, and functions that scripts hand to a page, may name. */
const page = Object.fromEntries(
  ['document', 'window', 'location', 'FormData', 'URLSearchParams', 'setInterval', 'clearInterval'].map((name) => [
    name,
    'readonly',
  ]),
);

const node = {
  console: 'readonly',
  process: 'readonly',
  fetch: 'readonly',
  URL: 'readonly',
  setTimeout: 'readonly',
  clearTimeout: 'readonly',
  AbortSignal: 'readonly',
  Buffer: 'readonly',
  performance: 'readonly',
};

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'bench/node_modules/', 'coverage/', 'test/consumers/'] },
  js.configs.recommended,
  {
    files: typed,
    extends: [ts.configs.recommendedTypeChecked, lit['flat/recommended'], wc['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from an API is only ever text; pages use Trusted Types.' },
      ],
    },
  },
  {
    // Assertions such as expect(x).to.be.true are expressions, and node:test's test() returns a promise that nobody awaits.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { ...node, ...page } } },
  prettier,
);
