// mentoss: a mocker of `fetch`, in force between `mockGlobal` and `unmockGlobal`, and servers with routes.
'use strict'

const { before } = require('../inform.cjs')
const { wrap, wrapMethod } = require('../wrap.cjs')

const OWN = ['mentoss']
const VERBS = ['route', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']

function hook(recorder, { MockServer, FetchMocker, ...rest }) {
  for (const verb of VERBS) {
    wrapMethod(recorder, MockServer.prototype, verb, { kind: 'http-route', api: `mentoss.MockServer.${verb}`, own: OWN })
  }
  const tokens = new WeakMap()
  const on = (mocker) => recorder.switchOn(tokens.get(mocker))
  const off = (mocker) => recorder.switchOff(tokens.get(mocker), Infinity)
  for (const name of ['mockGlobal', 'mockObject']) before(FetchMocker.prototype, name, on)
  for (const name of ['unmockGlobal', 'unmockObject']) before(FetchMocker.prototype, name, off)
  const watched = wrap(recorder, FetchMocker, {
    kind: 'http-intercept',
    api: 'mentoss.FetchMocker',
    own: OWN,
    after: (token, mocker) => token && tokens.set(mocker, token),
  })
  return { ...rest, MockServer, FetchMocker: watched }
}

module.exports = { hook }
