// `mock` of node:test, and `t.mock` of each test: both are MockTrackers.
'use strict'

const { before, holds } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

const known = new WeakSet()

function watchTracker(recorder, mock) {
  const tracker = Object.getPrototypeOf(mock)
  if (known.has(tracker)) return
  known.add(tracker)
  watchFunctions(recorder, tracker)
  watchModules(recorder, tracker)
  // Only a suite that asks for timers has them: they announce themselves as experimental.
  const timers = Object.getOwnPropertyDescriptor(tracker, 'timers')
  Object.defineProperty(tracker, 'timers', {
    ...timers,
    get() {
      const made = timers.get.call(this)
      watchTimers(recorder, Object.getPrototypeOf(made))
      return made
    },
  })
}

function watchFunctions(recorder, tracker) {
  wrapMethod(recorder, tracker, 'fn', {
    kind: 'mock-object',
    api: 'node:test.mock.fn',
    own: [],
    replace: (double, token) => {
      recorder.mark(double, token)
      return new Proxy(double, {
        apply(target, receiver, args) {
          recorder.use(double)
          return Reflect.apply(target, receiver, args)
        },
        construct(target, args, newTarget) {
          recorder.use(double)
          return Reflect.construct(target, args, newTarget)
        },
      })
    },
  })
  for (const name of ['method', 'getter', 'setter']) {
    wrapMethod(recorder, tracker, name, {
      // Without an implementation of its own it calls the original.
      kind: ([, , implementation]) => (typeof implementation === 'function' ? 'patch' : 'spy'),
      api: `node:test.mock.${name}`,
      own: [],
      after: (token, double, [object, key]) => recorder.switchOn(token, () => holds(object, key, double)),
    })
  }
  wrapMethod(recorder, tracker, 'property', {
    kind: 'patch',
    api: 'node:test.mock.property',
    own: [],
    after: (token, _, [object, key, value]) => recorder.switchOn(token, () => object[key] === value),
  })
}

function watchModules(recorder, tracker) {
  const tokens = new Map() // tracker -> Tokens
  wrapMethod(recorder, tracker, 'module', {
    kind: 'module-mock',
    api: 'node:test.mock.module',
    own: [],
    after(token, context, _, receiver) {
      recorder.switchOn(token)
      tokens.set(receiver, [...(tokens.get(receiver) ?? []), token])
      before(context, 'restore', () => recorder.switchOff(token))
    },
  })
  for (const name of ['restoreAll', 'reset']) {
    before(tracker, name, (receiver) => {
      for (const token of tokens.get(receiver) ?? []) recorder.switchOff(token, Infinity)
      tokens.delete(receiver)
    })
  }
}

function watchTimers(recorder, timers) {
  if (known.has(timers)) return
  known.add(timers)
  const tokens = new Map() // timers -> Tokens
  for (const name of ['enable', 'setTime']) {
    wrapMethod(recorder, timers, name, {
      kind: 'clock',
      api: `node:test.mock.timers.${name}`,
      own: [],
      after(token, _, __, receiver) {
        recorder.switchOn(token)
        tokens.set(receiver, [...(tokens.get(receiver) ?? []), token])
      },
    })
  }
  before(timers, 'reset', (receiver) => {
    for (const token of tokens.get(receiver) ?? []) recorder.switchOff(token, Infinity)
    tokens.delete(receiver)
  })
}

module.exports = { watchTracker }
