/** Who may import whom: one entry a layer. Of two that fit a file the later one holds. */

const electronItself = '^electron($|/)'
const redisClient = '^ioredis($|/)'
const notRelative = '(?!\\.{1,2}/)'
const tests = '(^|/)test/'
const page = '(^|/)renderer/'
const node = '^node:'

export const layers = [
  layer('shared', ['shared/**/*.ts'], {
    'shared is pure: it imports itself, valibot and the Temporal polyfill': [
      `^${notRelative}(?!valibot$|temporal-polyfill($|/))`,
      '(^|/)electron/',
      page,
      tests,
    ],
  }),
  layer('shell', ['electron/**/*.ts'], {
    'only the files of the Electron shell import electron': [electronItself],
    'only electron/core/source and the recorder import ioredis': [redisClient],
    'nothing in Node imports the page or its libraries': [page, '^(@vue/|vue($|-)|chart\\.js|reka-ui)'],
    'nobody imports test': [tests],
    'the doors import core/index.ts; of the rest of the core only types': {
      types: ['/core/(?!index\\.ts$)'],
    },
  }),
  layer(
    'electron shell',
    [
      'main',
      'window',
      'ipc',
      'menu',
      'notify',
      'protocol',
      'security',
      'unexpected',
      'quit',
      'vault',
      'host-files',
      'print-pdf',
    ].map((name) => `electron/${name}.ts`),
    {
      'only electron/core/source and the recorder import ioredis': [redisClient],
      'nothing in Node imports the page or its libraries': [page, '^(@vue/|vue($|-)|chart\\.js|reka-ui)'],
      'nobody imports test': [tests],
      'the doors import core/index.ts; of the rest of the core only types': {
        types: ['/core/(?!index\\.ts$)'],
      },
    },
  ),
  layer('preload', ['electron/preload.ts'], {
    'the preload imports electron and the types of shared/rpc.ts': ['^(?!electron$|\\.\\./shared/rpc\\.ts$)'],
    'the preload takes only types from shared/rpc.ts': { types: ['^\\.\\./shared/rpc\\.ts$'] },
  }),
  layer('recorder', ['electron/recorder.ts'], recorderRules('\\./(?!recorder/)')),
  layer(
    'recorder folder',
    ['electron/recorder/**/*.ts'],
    recorderRules('\\.\\./\\.\\./(?!shared/)|\\.\\./(?!\\.\\./)'),
  ),
  ...coreLayers('electron/core', '\\.\\./'),
  layer('renderer', ['renderer/**/*.{ts,vue}'], rendererRules()),
  layer('views', ['renderer/views/**/*.{ts,vue}'], {
    ...rendererRules(),
    'views take data from composables': ['/shared/rpc\\.ts$'],
  }),
  layer('components', ['renderer/components/**/*.{ts,vue}', 'renderer/charts/**/*.{ts,vue}'], {
    ...rendererRules(),
    'components fetch nothing: data comes in as props': {
      types: ['/shared/rpc\\.ts$', fetching(), '/views/'],
    },
  }),
]

/** The recorder is a package of its own: all that it takes with it is from shared. */
function recorderRules(leaves) {
  return {
    'the recorder is plain Node': [electronItself, page],
    'the recorder knows neither the core nor a door': [`^(?:${leaves})`],
    'nobody imports test': [tests],
  }
}

/** The composables that call the core. */
function fetching() {
  return '/use(AppInfo|Client|ConnectForm|Connection|Discovery|EndpointUsage|Endpoints|Health|LiveFigures|OpenConnection|Overview|Poll|SchemeDetection|Sparklines|Task|Trend|Usage|UsageCopy)\\.ts$'
}

function rendererRules() {
  return {
    'the page knows neither Node nor Electron nor Redis': [
      node,
      electronItself,
      redisClient,
      '^ws$',
      '/electron/',
    ],
    'nobody imports test': [tests],
  }
}

/** The core and its folders. A path that leaves the core may only lead to shared. */
function coreLayers(folder, up) {
  const rules = (leaves, mayRedis) => ({
    'the core is plain Node: it never imports electron': [electronItself],
    'the core knows neither the page nor a door': [page, '^(ws|vue)($|/)', `^${leaves}(?!(\\.\\./)+shared/)`],
    'nobody imports test': [tests],
    ...(mayRedis ? {} : { 'only electron/core/source and the recorder import ioredis': [redisClient] }),
  })
  return [
    layer('core', [`${folder}/*.ts`], rules(up, false)),
    layer('core folders', [`${folder}/*/**/*.ts`], rules(up + up, false)),
    layer('source', [`${folder}/source/**/*.ts`], rules(up + up, true)),
  ]
}

/** A rule is a sentence with the imports that it forbids; under `types` those of which types may be taken. */
function layer(name, files, rules) {
  const patterns = Object.entries(rules).flatMap(([message, forbidden]) => {
    const list = Array.isArray(forbidden) ? forbidden : forbidden.types
    return list.map((regex) => ({ regex, message, allowTypeImports: !Array.isArray(forbidden) }))
  })
  return {
    name: `layer: ${name}`,
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  }
}
