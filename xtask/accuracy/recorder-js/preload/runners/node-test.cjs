// node:test.  Files of the tree get a facade of it, whose functions tell the recorder what they define and run.
//
// Subtests belong to the test around them.  Each test runs in an asynchronous scope of its own, because several may run
// at a time.
'use strict'

const { watchTracker } = require('../libraries/node-mock.cjs')

const facades = new WeakMap()
const MODIFIERS = ['only', 'skip', 'todo']

/** What a file that asks for `node:test` gets. */
function facade(recorder, real, from) {
  if (!from || recorder.frames.classify(from)[0] !== 'tree') return real
  return facadeOf(recorder, real)
}

function facadeOf(recorder, real) {
  if (!facades.has(real)) facades.set(real, make(recorder, real))
  return facades.get(real)
}

function make(recorder, real) {
  recorder.runner = 'node:test'
  watchTracker(recorder, real.mock)
  const suites = []
  const test = tests(recorder, real.test ?? real, suites)
  const describe = suitesOf(real.describe, suites)
  const overrides = { test, it: test, describe, suite: describe, default: test }
  for (const name of ['before', 'beforeEach']) overrides[name] = hooks(recorder, real[name])
  return override(test, overrides)
}

/** A function with some of its properties replaced. */
function override(original, overrides) {
  return new Proxy(original, {
    get: (target, name) => (Object.hasOwn(overrides, name) ? overrides[name] : target[name]),
  })
}

function tests(recorder, real, suites) {
  const defining = (original) => new Proxy(original, {
    apply(target, receiver, args) {
      const at = args.findIndex((arg) => typeof arg === 'function')
      // Within a running test it makes a subtest.
      if (recorder.scope.getStore()) return Reflect.apply(target, receiver, args)
      const name = typeof args[0] === 'string' ? args[0] : args[at]?.name || '<anonymous>'
      const test = recorder.define([...suites, name])
      if (at >= 0) args[at] = body(recorder, test, args[at])
      return Reflect.apply(target, receiver, args)
    },
  })
  const overrides = Object.fromEntries(MODIFIERS.filter((name) => real[name]).map((name) => [name, defining(real[name])]))
  return override(defining(real), overrides)
}

function body(recorder, test, run) {
  return like(run, function (...args) {
    recorder.begin(test)
    recorder.body(test)
    return recorder.scope.run(test, () => {
      try {
        const result = run.apply(this, args)
        recorder.end(test, true)
        result?.then?.(undefined, () => recorder.end(test, false))
        return result
      } catch (error) {
        recorder.end(test, false)
        throw error
      }
    })
  })
}

/** Names of the suites around a test serve tests alone whose place is not known. */
function suitesOf(real, suites) {
  const nesting = (original) => new Proxy(original, {
    apply(target, receiver, args) {
      const at = args.findIndex((arg) => typeof arg === 'function')
      const run = args[at]
      if (run) {
        args[at] = like(run, function (...rest) {
          suites.push(String(args[0]))
          try {
            return run.apply(this, rest)
          } finally {
            suites.pop()
          }
        })
      }
      return Reflect.apply(target, receiver, args)
    },
  })
  const overrides = Object.fromEntries(MODIFIERS.filter((name) => real[name]).map((name) => [name, nesting(real[name])]))
  return override(nesting(real), overrides)
}

function hooks(recorder, real) {
  return new Proxy(real, {
    apply(target, receiver, [run, ...rest]) {
      const watched = like(run, function (...args) {
        if (!recorder.scope.getStore()) recorder.between()
        return run.apply(this, args)
      })
      return Reflect.apply(target, receiver, [watched, ...rest])
    },
  })
}

/** node:test looks at the number of parameters: one more than usual asks for a callback. */
function like(original, replacement) {
  Object.defineProperty(replacement, 'length', { value: original.length })
  return Object.defineProperty(replacement, 'name', { value: original.name })
}

module.exports = { facade, facadeOf }
