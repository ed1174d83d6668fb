// Watches ES modules: an import of a library, or of node:test, gets a facade module instead.
//
// The resolver (`esm-hooks.mjs`) runs in a thread of its own and knows names only; what a facade exports is made here.
'use strict'

const Module = require('node:module')
const { pathToFileURL } = require('node:url')
const { hookFor } = require('./table.cjs')
const { plain } = require('./maps.cjs')

function watch(recorder) {
  recorder.facade = (url, namespace) => {
    if (url === 'node:test') return require('./runners/node-test.cjs').facadeOf(recorder, require('node:test'))
    const exports = { ...namespace }
    const hook = hookFor(plain(url))
    return hook?.(recorder, exports) ?? exports
  }
  Module.register('./esm-hooks.mjs', {
    parentURL: pathToFileURL(__filename),
    data: { root: pathToFileURL(recorder.frames.root).href },
  })
}

module.exports = { watch }
