// Whose code is a frame of the stack?
'use strict'

const path = require('node:path')
const maps = require('./maps.cjs')

const HERE = __dirname + path.sep
const WRAPPERS = path.join(__dirname, 'wrap.cjs')
const DEPTH = 200

// Packages that make doubles, and which library each is part of: their frames are not the place where one is made.
const LIBRARIES = {
  '@jest/environment': 'jest', '@jest/fake-timers': 'jest', '@jest/globals': 'jest', 'jest-circus': 'jest',
  'jest-each': 'jest', 'jest-mock': 'jest', 'jest-runtime': 'jest', 'jest-environment-node': 'jest',
  '@vitest/mocker': 'vitest', '@vitest/runner': 'vitest', '@vitest/spy': 'vitest', tinyspy: 'vitest', vitest: 'vitest',
  'vite-node': 'vitest', '@sinonjs/commons': 'sinon', '@sinonjs/fake-timers': 'sinon', '@sinonjs/formatio': 'sinon',
  '@sinonjs/samsam': 'sinon', lolex: 'sinon', nise: 'sinon', sinon: 'sinon', mockery: 'mockery', nock: 'nock',
  '@mswjs/interceptors': 'msw', msw: 'msw', mentoss: 'mentoss', proxyquire: 'proxyquire',
}

const TREE = 'tree'
const OURS = 'ours'
const WRAPPER = 'wrapper'
const OPAQUE = 'opaque'
const LIBRARY = 'library'
const FOREIGN = 'foreign'

class Frames {
  constructor(root) {
    this.root = root.replace(/\/+$/, '') + '/'
    this.known = new Map()
  }

  /** [owner, detail] of a file: the library's name, or the path within the tree. */
  classify(name) {
    let found = this.known.get(name)
    if (!found) this.known.set(name, (found = this.judge(name)))
    return found
  }

  judge(name) {
    if (!name || name.startsWith('node:') || !/^(\/|[A-Za-z]:|file:)/.test(name)) return [OPAQUE]
    const file = maps.plain(name)
    if (file === WRAPPERS) return [WRAPPER]
    if (file.startsWith(HERE)) return [OURS]
    const inside = file.startsWith(this.root) ? file.slice(this.root.length) : null
    if (inside !== null && !`/${inside}`.includes('/node_modules/')) return [TREE, inside]
    const owner = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
    const library = owner && Object.hasOwn(LIBRARIES, owner) ? LIBRARIES[owner] : undefined
    return library ? [LIBRARY, library] : [FOREIGN]
  }

  /** The caller's frames, innermost first, each as {owner, detail, site}. */
  *walk() {
    for (const site of callSites()) {
      const [owner, detail] = this.classify(site.getFileName() ?? site.getScriptNameOrSourceURL?.())
      yield { owner, detail, site }
    }
  }

  /** Where in the source a frame of the tree stands. */
  place(site) {
    const name = maps.plain(site.getFileName() ?? site.getScriptNameOrSourceURL())
    const { file, line, column } = maps.original(name, site.getLineNumber(), site.getColumnNumber() - 1)
    const inside = file.startsWith(this.root) ? file.slice(this.root.length) : this.classify(name)[1]
    return { path: inside, line, column }
  }

  /** The place of the nearest frame of the tree, whatever lies between; null where there is none. */
  nearest() {
    for (const { owner, site } of this.walk()) if (owner === TREE) return this.place(site)
    return null
  }

  /** Whether code of the tree is what called into the libraries. */
  isCalledByTree() {
    for (const { owner } of this.walk()) if (owner === TREE || owner === FOREIGN) return owner === TREE
    return false
  }
}

function callSites() {
  const holder = {}
  const { prepareStackTrace, stackTraceLimit } = Error
  try {
    Error.prepareStackTrace = (_, sites) => sites
    Error.stackTraceLimit = DEPTH
    Error.captureStackTrace(holder, callSites)
    return Array.isArray(holder.stack) ? holder.stack : []
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}

module.exports = { Frames, TREE, OURS, WRAPPER, OPAQUE, LIBRARY, FOREIGN }
