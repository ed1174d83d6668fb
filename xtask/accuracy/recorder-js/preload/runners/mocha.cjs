// Mocha, whatever its interface: tests are seen when they join a suite, and the runner announces what it runs.
'use strict'

const { before } = require('../inform.cjs')

function hook(recorder, Runner) {
  recorder.runner = 'mocha'
  const tests = new WeakMap()
  // The hook runs when mocha loads its runner, which is before any test is defined.
  const Suite = require.cache[Object.keys(require.cache).find((name) => name.endsWith('/mocha/lib/suite.js'))].exports
  before(Suite.prototype, 'addTest', (suite, [test]) => {
    tests.set(test, recorder.define([...suite.titlePath(), test.title]))
  })
  const known = (test) => {
    // A retried test is a copy of the one that was defined.
    const first = test.retriedTest?.() ?? test
    if (!tests.has(first)) tests.set(first, recorder.define(test.titlePath(), null))
    return tests.get(first)
  }
  before(Runner.prototype, 'run', (runner) => {
    runner.on('suite', () => recorder.between())
    runner.on('test', (test) => recorder.begin(known(test)))
    runner.on('pass', (test) => recorder.end(known(test), true))
    runner.on('fail', (test) => test.type === 'test' && recorder.end(known(test), false))
    runner.on('end', () => recorder.write())
  })
  before(Runner.prototype, 'runTest', (runner) => runner.test && recorder.body(known(runner.test)))
}

module.exports = { hook }
