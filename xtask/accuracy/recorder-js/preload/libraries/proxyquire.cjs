// proxyquire: the module it returns holds its stubs for good, so a module loaded for a whole file is in force there.
'use strict'

const { wrap } = require('../wrap.cjs')

function hook(recorder, load) {
  const spec = {
    kind: 'module-mock',
    api: 'proxyquire',
    own: ['proxyquire'],
    after(token) {
      if (!token) return
      // What a test or its own hook loads is gone with it; what is loaded for all stays.
      if (recorder.running()?.titles) return recorder.touch(token)
      token.only = token.place?.path ?? null
      recorder.switchOn(token)
    },
  }
  const watched = new Proxy(wrap(recorder, load, spec), {
    get(target, name) {
      const value = target[name]
      if (typeof value !== 'function') return value
      if (name === 'load') return wrap(recorder, value, { ...spec, api: 'proxyquire.load' })
      // `noCallThru()` and the like return the function for chaining.
      return (...args) => {
        const result = value.apply(target, args)
        return result === load ? watched : result
      }
    },
  })
  return watched
}

module.exports = { hook }
