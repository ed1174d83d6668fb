// Hooks a library or a runner when Node loads it with `require`, or imports it and it is no ES module.
'use strict'

const Module = require('node:module')
const { hookFor } = require('./table.cjs')

function watch(recorder) {
  const load = Module.prototype.load
  Module.prototype.load = function (name) {
    load.call(this, name)
    const hook = hookFor(name)
    // A hook answers with what to export instead, or with nothing where it changed the exports themselves.
    if (hook) this.exports = hook(recorder, this.exports) ?? this.exports
  }
  const loadAny = Module._load
  Module._load = function (request, parent, ...rest) {
    const loaded = loadAny.call(this, request, parent, ...rest)
    if (request !== 'node:test') return loaded
    return require('./runners/node-test.cjs').facade(recorder, loaded, parent?.filename)
  }
}

module.exports = { watch }
