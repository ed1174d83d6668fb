// mockery: registered modules are in force while it is enabled.
'use strict'

const { before } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

function hook(recorder, mockery) {
  const tokens = new Map() // module -> Token
  let enabled = false
  for (const name of ['registerMock', 'registerSubstitute']) {
    wrapMethod(recorder, mockery, name, {
      kind: 'module-mock',
      api: `mockery.${name}`,
      own: ['mockery'],
      after(token, _, [module]) {
        drop(module)
        tokens.set(module, token)
        if (enabled) recorder.switchOn(token)
      },
    })
  }
  const drop = (module) => {
    recorder.switchOff(tokens.get(module), Infinity)
    tokens.delete(module)
  }
  before(mockery, 'enable', () => {
    enabled = true
    for (const token of tokens.values()) recorder.switchOn(token)
  })
  before(mockery, 'disable', () => {
    enabled = false
    for (const token of tokens.values()) recorder.switchOff(token, Infinity)
  })
  for (const name of ['deregisterMock', 'deregisterSubstitute']) before(mockery, name, (_, [module]) => drop(module))
  before(mockery, 'deregisterAll', () => [...tokens.keys()].forEach(drop))
}

module.exports = { hook }
