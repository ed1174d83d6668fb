// The `jest` object, its mock functions, module mocks and fake timers.
'use strict'

const { before, holds } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

const OWN = ['jest']

function watchRuntime(recorder, runtime, environment) {
  watchMocks(recorder, environment.moduleMocker)
  const modules = watchModules(recorder, runtime)
  const clock = new Set() // tokens of the fake timers that are in force
  const make = runtime._createJestObjectFor
  runtime._createJestObjectFor = function (from, ...rest) {
    const jest = make.call(this, from, ...rest)
    watchFunctions(recorder, jest, environment.moduleMocker)
    watchModuleCalls(recorder, jest, (name) => modules.id(from, name), modules.tokens)
    watchClock(recorder, jest, clock)
    return jest
  }
}

function watchFunctions(recorder, jest, mocker) {
  const mark = (token, double) => recorder.mark(double, token)
  wrapMethod(recorder, jest, 'fn', { kind: 'mock-object', api: 'jest.fn', own: OWN, after: mark })
  for (const name of ['createMockFromModule', 'genMockFromModule']) {
    wrapMethod(recorder, jest, name, { kind: 'mock-object', api: `jest.${name}`, own: OWN, after: mark })
  }
  wrapMethod(recorder, jest, 'spyOn', {
    kind: 'spy',
    api: 'jest.spyOn',
    own: OWN,
    after(token, spy, [object, name]) {
      mark(token, spy)
      recorder.switchOn(token, () => holds(object, name, spy))
    },
  })
  wrapMethod(recorder, jest, 'replaceProperty', {
    kind: 'patch',
    api: 'jest.replaceProperty',
    own: OWN,
    after: (token, _, [object, name, value]) => recorder.switchOn(token, () => object[name] === value),
  })
}

/** Use of mock functions: each call counts up the mocker's counter, right after it looked up the function's config. */
function watchMocks(recorder, mocker) {
  let latest = null
  const ensure = mocker._ensureMockConfig
  mocker._ensureMockConfig = function (double) {
    latest = double
    return ensure.call(this, double)
  }
  let counter = mocker._invocationCallCounter
  Object.defineProperty(mocker, '_invocationCallCounter', {
    get: () => counter,
    set(value) {
      counter = value
      if (latest) recorder.use(latest)
    },
  })
  const component = mocker._makeComponent
  mocker._makeComponent = function (...args) {
    const double = component.apply(this, args)
    // The other ways to configure go through these.
    for (const name of ['mockImplementation', 'mockImplementationOnce', 'withImplementation']) {
      if (double?._isMockFunction) before(double, name, () => recorder.use(double))
    }
    return double
  }
}

/** A module mock is in force once the mocked module has been loaded, until the end of the file or `unmock`. */
function watchModules(recorder, runtime) {
  const tokens = new Map() // module id -> Token
  const id = (from, name) => {
    try {
      return runtime._resolver.getModuleID(runtime._virtualMocks, from, name, { conditions: runtime.cjsConditions })
    } catch {
      return name // a virtual mock: nothing to resolve
    }
  }
  const load = runtime.requireMock
  runtime.requireMock = function (from, name) {
    const token = tokens.get(id(from, name)) ?? tokens.get(name)
    if (token && !token.count) recorder.switchOn(token)
    else recorder.touch(token)
    return load.call(this, from, name)
  }
  return { tokens, id }
}

function watchModuleCalls(recorder, jest, id, tokens) {
  for (const name of ['mock', 'doMock', 'setMock', 'unstable_mockModule']) {
    wrapMethod(recorder, jest, name, {
      kind: 'module-mock',
      api: `jest.${name}`,
      own: OWN,
      after(token, _, [module]) {
        if (!token) return
        recorder.switchOff(tokens.get(id(module)), Infinity)
        tokens.set(id(module), token)
        // Native ES modules are loaded by other means: these count from the call on.
        if (name === 'unstable_mockModule') recorder.switchOn(token)
      },
    })
  }
  for (const name of ['unmock', 'dontMock', 'deepUnmock', 'unstable_unmockModule']) {
    before(jest, name, (_, [module]) => {
      recorder.switchOff(tokens.get(id(module)), Infinity)
      tokens.delete(id(module))
    })
  }
}

function watchClock(recorder, jest, clock) {
  for (const name of ['useFakeTimers', 'setSystemTime']) {
    wrapMethod(recorder, jest, name, {
      kind: 'clock',
      api: `jest.${name}`,
      own: OWN,
      after(token) {
        if (token) clock.add(token)
        recorder.switchOn(token)
      },
    })
  }
  before(jest, 'useRealTimers', () => {
    for (const token of clock) recorder.switchOff(token, Infinity)
    clock.clear()
  })
}

module.exports = { watchRuntime }
