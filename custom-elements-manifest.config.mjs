/**
 * The manifest: what Storybook's tables, editors, the docs' tables and the types of frameworks are made of. It has the public
 * surface of each element, inherited parts included, with the paths that the package has; custom-elements.json in the root
 * is Storybook's, dist/editor has the data for editors.
 */
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';
import ts from 'typescript';

/** Members of the base classes that are public to our own code only. */
const INTERNAL = new Set(['connectedMoveCallback', 'getPropertyDescriptor', 'queries', 'isNearViewport', 'connection']);

const isPublic = ({ name, privacy, static: isStatic }) =>
  privacy !== 'private' && privacy !== 'protected' && !isStatic && !/^[#_]/.test(name) && !INTERNAL.has(name);

/** Elements, and the two base classes that the reference of what all elements share is made of. */
const BASES = ['GsElement', 'GsDataElement'];
const isDocumented = ({ name, tagName }) => tagName || BASES.includes(name);

/** The analyzer inherits attributes, members and events; these lists it leaves to the class that has them. */
const LISTS = ['slots', 'cssParts', 'cssProperties', 'cssStates', 'events'];

/** Adds what the base classes document. What an element says itself stays. */
function inherit(declaration, classes) {
  for (let base = classes.get(declaration.superclass?.name); base; base = classes.get(base.superclass?.name)) {
    for (const list of LISTS) {
      const known = new Set(declaration[list]?.map(({ name }) => name));
      const inherited = (base[list] ?? []).filter(({ name }) => !known.has(name));
      declaration[list] = [
        ...(declaration[list] ?? []),
        ...inherited.map((item) => ({ ...item, inheritedFrom: { name: base.name } })),
      ];
    }
  }
}

/** Adds what elements inherit, and leaves elements only, with what a page can use of them. */
const publicSurface = () => ({
  name: 'public-surface',
  packageLinkPhase({ customElementsManifest }) {
    const { modules } = customElementsManifest;
    const classes = new Map(modules.flatMap(({ declarations = [] }) => declarations.map((one) => [one.name, one])));
    customElementsManifest.modules = modules
      .map((module) => ({ ...module, declarations: module.declarations?.filter(isDocumented) }))
      .filter(({ declarations }) => declarations?.length)
      .map(({ kind, path, declarations }) => {
        // The package has a module for each element: lib/leaderboard.js.
        const published = `lib/${path.replace(/^.*\/|\.ts$/g, '')}.js`;
        for (const declaration of declarations) {
          inherit(declaration, classes);
          declaration.members = declaration.members?.filter(isPublic);
          declaration.events = declaration.events?.filter(({ name }) => name?.startsWith('gs-'));
          declaration.summary ??= declaration.description?.split(/(?<=\.)\s/)[0];
          if (declaration.tagName) declaration.customElement = true;
          else delete declaration.customElement;
        }
        return {
          kind,
          path: published,
          declarations,
          exports: declarations.flatMap(({ name, tagName }) => [
            { kind: 'js', name, declaration: { name, module: published } },
            ...(tagName
              ? [{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: published } }]
              : []),
          ]),
        };
      });
  },
});

/** The words that a type is written with, in the order of the source, names of other types followed. */
function writtenWords(node, checker) {
  if (!node) return [];
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((one) => writtenWords(one, checker));
  if (ts.isParenthesizedTypeNode(node)) return writtenWords(node.type, checker);
  if (ts.isLiteralTypeNode(node)) return ts.isStringLiteral(node.literal) ? [node.literal.text] : [];
  // `Settings['display']` and `(typeof WORDS)[number]` are listed where that name is declared.
  const name = ts.isIndexedAccessTypeNode(node) ? rootName(node.objectType) : node.typeName;
  const symbol = name && checker.getSymbolAtLocation(name);
  const named = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = named?.declarations ?? [];
  if (!declaration) return [];
  if (ts.isTypeReferenceNode(node))
    return ts.isTypeAliasDeclaration(declaration) ? writtenWords(declaration.type, checker) : [];
  return [...declaration.getSourceFile().text.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);
}

/** `WORDS` of `(typeof WORDS)['view'][number]`. */
function rootName(node) {
  if (ts.isParenthesizedTypeNode(node)) return rootName(node.type);
  if (ts.isIndexedAccessTypeNode(node)) return rootName(node.objectType);
  return ts.isTypeQueryNode(node) ? node.exprName : node.typeName;
}

/** The words of a type such as `BoardView`; undefined when it is anything but text from a list. */
function wordsOf(type, written) {
  const parts = type.isUnion() ? type.types : [type];
  // The checker's own order depends on which file it has read first.
  const place = (word) => (written.includes(word) ? written.indexOf(word) : written.length);
  const words = parts
    .filter((part) => part.isStringLiteral())
    .map(({ value }) => value)
    .sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1))
    .map((word) => `'${word}'`);
  const isOptional = parts.some(({ flags }) => flags & ts.TypeFlags.Undefined);
  if (words.length < 2 || words.length + Number(isOptional) < parts.length) return undefined;
  return [...words, ...(isOptional ? ['undefined'] : [])].join(' | ');
}

/**
 * The analyzer reads text, not types: for `BoardView` it gives the name. Editors, controls and the docs' tables need the words
 * that it stands for.
 */
const typesWithWords = () => ({
  name: 'types-with-words',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    const options = { strict: true, skipLibCheck: true, lib: ['lib.es2022.d.ts'], types: [] };
    const resolution = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
    const program = ts.createProgram(
      modules.map(({ path }) => path),
      { ...options, ...resolution },
    );
    const checker = program.getTypeChecker();
    for (const { path, declarations = [] } of modules) {
      const names = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)));
      for (const declaration of declarations) {
        const symbol = names.find(({ name }) => name === declaration.name);
        const instance = symbol && checker.getDeclaredTypeOfSymbol(symbol);
        const fields = (declaration.members ?? []).filter(({ kind }) => kind === 'field');
        for (const one of [...(declaration.attributes ?? []), ...fields]) {
          const name = one.fieldName ?? one.name;
          const property = name && instance?.getProperty(name);
          if (!property || one.type?.text.startsWith("'")) continue; // an inline list of words stays in its order
          const type = checker.getTypeOfSymbol(property);
          const written = writtenWords(property.valueDeclaration?.type, checker);
          const text = wordsOf(type, written) ?? (one.type ? undefined : checker.typeToString(type));
          if (text) one.type = { text };
        }
      }
    }
  },
});

const editor = { outdir: 'dist/editor', prettierConfig: undefined };

export default {
  globs: ['src/elements/**/*.ts', 'src/shared/gs-*.ts'],
  // The shell is what the launcher and the swiper draw around a game: no entry of the package, and no element for pages.
  exclude: ['**/*.styles.ts', 'src/elements/game-shell/game-shell.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    typesWithWords(),
    publicSurface(),
    customElementVsCodePlugin({
      ...editor,
      htmlFileName: 'vscode.html-data.json',
      cssFileName: 'vscode.css-data.json',
    }),
    customElementJetBrainsPlugin({ ...editor, webTypesFileName: 'web-types.json', packageJson: false }),
  ],
};
