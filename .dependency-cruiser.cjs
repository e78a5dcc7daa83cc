/** The dependency rules of docs/architecture.md. `npm run deps` runs them; tests/fences proves that they bite. */
const island = (name) => ({
  name: `${name}-is-an-island`,
  comment: `src/${name} sees itself and src/shared; only main.ts crosses folders.`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|server|tools|tests)/', pathNot: `^src/(${name}|shared)/` },
});

const only = (name, comment, packages, where) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|server)/', pathNot: [where, '\\.test\\.ts$'] },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'shared-is-a-leaf',
      comment: 'src/shared must compile in every realm and know none.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|server|tools|tests)/', pathNot: '^src/shared/' },
    },
    ...[
      'render',
      'widgets',
      'sources',
      'settings',
      'slideshow',
      'ui',
      'app',
      'audio',
      'languages',
      'milkdrop-frame',
    ].map(island),
    {
      name: 'workers-see-shared',
      comment: 'Worker code sees itself and src/shared; sources are found by glob.',
      severity: 'error',
      from: { path: '^src/workers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|server|tools|tests)/', pathNot: '^src/(workers|shared)/' },
    },
    {
      name: 'plugins-never-import-siblings',
      comment: 'A plugin folder stands alone.',
      severity: 'error',
      from: { path: '^src/(sources|widgets|render/transitions|render/visualizers)/([^/]+)/' },
      to: { path: '^src/$1/[^/]+/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'worker-code-only-by-url',
      comment: 'Page code reaches a worker through its client.ts, which names it by URL.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '\\.worker\\.ts$',
          '^src/workers/(serve|entry|testing/|(?!supervisor/)[^/]+/(?!client\\.ts))',
          '^src/(sources|widgets)/[^/]+/worker/',
          '\\.test\\.ts$',
        ],
      },
      to: {
        path: [
          '\\.worker\\.ts$',
          '^src/workers/serve\\.ts$',
          '^src/workers/(?!supervisor/)[^/]+/(?!client\\.ts|contract\\.ts)',
          '^src/(sources|widgets)/[^/]+/worker/',
        ],
        // Its address only: worklets are built apart, like workers.
        pathNot: '\\.worklet\\.ts$',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Cycles hide who owns what; cycles of types do, too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('pixi-only-in-render', 'The renderer is the only one who knows pixi.', 'pixi\\.js', '^src/render/'),
    only(
      'solid-only-in-the-panel',
      'The settings panel is the only part with a UI library.',
      'solid-js|@kobalte',
      '^src/settings/panel/',
    ),
    only('comlink-only-in-workers', 'Calls between threads go through the supervisor.', 'comlink', '^src/workers/'),
    only(
      'image-parsers-only-in-decode',
      'Image bytes are read in the decode worker.',
      'exifr|libheif-js|@resvg/resvg-wasm',
      '^src/workers/decode/',
    ),
    only(
      'calendars-only-in-their-widget',
      'Files of strangers are read in a worker.',
      'ical\\.js',
      '^src/widgets/calendar/worker/',
    ),
    only(
      'tag-readers-only-in-tags',
      'Music files are read in the tags worker.',
      'music-metadata',
      '^src/workers/tags/',
    ),
    only(
      'lingui-only-in-languages',
      'Words have one door: src/shared/i18n.ts.',
      '@lingui|@messageformat',
      '^src/languages/',
    ),
    only(
      'workbox-only-in-service-worker',
      'Caching rules live in one place.',
      'workbox-(?!window)[a-z]+',
      '^src/sw\\.ts$',
    ),
    {
      name: 'node-only-on-the-server',
      comment: 'node:* belongs to the companion and the tools.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { path: '^(src|server)/' },
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw|inline)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
