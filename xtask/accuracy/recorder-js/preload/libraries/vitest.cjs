// vitest's `vi`, its mock functions and module mocks.
'use strict'

const { before, holds } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

const OWN = ['vitest']
const SPY = Symbol.for('tinyspy:spy')

const followed = new WeakSet()

function watch(recorder, vi, mocker) {
  watchFunctions(recorder, vi)
  watchGlobals(recorder, vi)
  watchClock(recorder, vi)
  // `vi.mock` finds its caller in the stack, so it is watched one step further in.
  watchModules(recorder, mocker)
}

function watchFunctions(recorder, vi) {
  for (const name of ['fn', 'mockObject']) {
    wrapMethod(recorder, vi, name, {
      kind: 'mock-object', api: `vi.${name}`, own: OWN, after: (token, double) => follow(recorder, token, double),
    })
  }
  wrapMethod(recorder, vi, 'spyOn', {
    kind: 'spy',
    api: 'vi.spyOn',
    own: OWN,
    after(token, spy, [object, name]) {
      follow(recorder, token, spy)
      recorder.switchOn(token, () => holds(object, name, spy))
    },
  })
}

/** Calls and configuration of a mock function. */
function follow(recorder, token, double) {
  if (!token || !double) return
  recorder.mark(double, token)
  if (followed.has(double)) return
  followed.add(double)
  for (const name of ['mockImplementation', 'mockImplementationOnce', 'withImplementation']) {
    before(double, name, () => recorder.use(double))
  }
  // A call sets a property of the state, or (from release 4 on) reads one that nothing else reads.
  const state = double[SPY]
  const use = () => recorder.use(double)
  if (state) intercept(state, 'called', () => {}, (called) => called && use())
  else if (double.mock?.contexts) intercept(double.mock, 'contexts', use, () => {})
}

/** Tells of reading and writing a property that stays a property. */
function intercept(object, name, read, write) {
  let value = object[name]
  Object.defineProperty(object, name, {
    enumerable: true,
    configurable: true,
    get() {
      read()
      return value
    },
    set(next) {
      value = next
      write(next)
    },
  })
}

function watchGlobals(recorder, vi) {
  wrapMethod(recorder, vi, 'stubGlobal', {
    kind: 'patch',
    api: 'vi.stubGlobal',
    own: OWN,
    after: (token, _, [name, value]) => recorder.switchOn(token, () => Object.is(globalThis[name], value)),
  })
  wrapMethod(recorder, vi, 'stubEnv', {
    kind: 'env',
    api: 'vi.stubEnv',
    own: OWN,
    after: (token, _, [name, value]) => recorder.switchOn(token, () => process.env[name] === (value === undefined ? value : String(value))),
  })
}

function watchClock(recorder, vi) {
  const tokens = new Set()
  for (const name of ['useFakeTimers', 'setSystemTime']) {
    wrapMethod(recorder, vi, name, {
      kind: 'clock',
      api: `vi.${name}`,
      own: OWN,
      after(token) {
        if (token) tokens.add(token)
        recorder.switchOn(token)
      },
    })
  }
  before(vi, 'useRealTimers', () => {
    for (const token of tokens) recorder.switchOff(token, Infinity)
    tokens.clear()
  })
}

/** A module mock is in force once the mocked module has been loaded, until the end of the file or `unmock`. */
function watchModules(recorder, mocker) {
  const owner = Object.getPrototypeOf(mocker)
  const asked = new Map() // module as written -> Token
  const tokens = new Map() // resolved module -> Token
  wrapMethod(recorder, owner, 'queueMock', {
    kind: 'module-mock',
    api: () => `vi.${caller(recorder)}`,
    own: OWN,
    after: (token, _, [module]) => token && asked.set(module, token),
  })
  // Releases before 4 hand over paths, later ones ids that are normal already.
  const key = (self, file) => self.normalizePath?.(file) ?? file
  const loaded = (token) => (token && !token.count ? recorder.switchOn(token) : recorder.touch(token))
  before(owner, 'mockPath', (self, [module, file]) => tokens.set(key(self, file), asked.get(module)))
  before(owner, 'unmockPath', (self, [file]) => {
    recorder.switchOff(tokens.get(key(self, file)), Infinity)
    tokens.delete(key(self, file))
  })
  before(owner, 'requestWithMock', (self, [url]) => loaded(tokens.get(key(self, url))))
  before(owner, 'requestWithMockedModule', (_, [, , , mock]) => loaded(tokens.get(mock.id)))
}

/** `mock` or `doMock`: the innermost function of vitest. */
function caller(recorder) {
  for (const { owner, site } of recorder.frames.walk()) {
    if (owner === 'library') return site.getFunctionName()?.replace(/^.*\./, '') ?? 'mock'
  }
  return 'mock'
}

module.exports = { watch }
