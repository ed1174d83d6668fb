// Hooks a library or a runner when Node loads it with `require`, or imports it and it is no ES module.
'use strict'

const Module = require('node:module')
const { hookFor } = require('./table.cjs')

function watch(recorder) {
  // Within loading, because the loader of ES modules keeps what is exported when loading ends.
  const compile = Module.prototype._compile
  Module.prototype._compile = function (code, name, ...rest) {
    const result = compile.call(this, code, name, ...rest)
    // A hook answers with what to export instead, or with nothing where it changed the exports themselves.
    const instead = hookFor(name)?.(recorder, this.exports)
    if (instead !== undefined) this.exports = instead
    return result
  }
  const loadAny = Module._load
  Module._load = function (request, parent, ...rest) {
    const loaded = loadAny.call(this, request, parent, ...rest)
    if (request !== 'node:test') return loaded
    return require('./runners/node-test.cjs').facade(recorder, loaded, parent?.filename)
  }
}

module.exports = { watch }
