// The resolver and loader of facade modules, see `esm.cjs`.

const PROTOCOL = 'demock:'

// What a facade exports by name beside what the module itself does: a name exported here goes before.
const NAMES = [
  [/^node:test$/, ['after', 'afterEach', 'before', 'beforeEach', 'describe', 'it', 'mock', 'run', 'suite', 'test']],
  [/\/node_modules\/msw\/lib\/node\/index\.m?js$/, ['setupServer']],
  [/\/node_modules\/msw\/lib\/core\/index\.m?js$/, []],
  [/\/node_modules\/mentoss\/dist\/index\.js$/, ['FetchMocker']],
  [/\/node_modules\/sinon\/pkg\/sinon-esm\.js$/, ['createSandbox', 'fake', 'mock', 'replace', 'spy', 'stub', 'useFakeTimers']],
]

let root

export function initialize(data) {
  root = data.root
}

export async function resolve(specifier, context, next) {
  const from = context.parentURL ?? ''
  const real = await next(specifier, context)
  if (from.startsWith(PROTOCOL) || !NAMES.some(([pattern]) => pattern.test(real.url))) return real
  // node:test is a facade for the tree alone, a library for everybody but itself.
  const own = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(real.url)?.[0]
  if (own ? from.startsWith(own) : !from.startsWith(root)) return real
  return { url: PROTOCOL + encodeURIComponent(real.url), format: 'module', shortCircuit: true }
}

export async function load(url, context, next) {
  if (!url.startsWith(PROTOCOL)) return next(url, context)
  const real = decodeURIComponent(url.slice(PROTOCOL.length))
  const names = NAMES.find(([pattern]) => pattern.test(real))[1]
  const source = [
    `import * as namespace from ${JSON.stringify(real)}`,
    `const facade = globalThis[Symbol.for('demock.recorder')].facade(${JSON.stringify(real)}, namespace)`,
    `export * from ${JSON.stringify(real)}`,
    `export default facade.default`,
    ...names.map((name) => `export const ${name} = facade.${name}`),
  ]
  return { format: 'module', source: source.join('\n'), shortCircuit: true }
}
