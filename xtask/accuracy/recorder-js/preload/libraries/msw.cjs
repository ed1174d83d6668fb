// msw: a server is in force between `listen` and `close`, a handler is used when it answers a request.
'use strict'

const { before, after } = require('../inform.cjs')
const { wrap, wrapMethod } = require('../wrap.cjs')

const OWN = ['msw']
const known = new WeakSet()

function hook(recorder, exports) {
  for (const name of ['rest', 'http', 'graphql', 'ws']) watchVerbs(recorder, exports[name], `msw.${name}`)
  return exports.setupServer ? { ...exports, setupServer: watchedServer(recorder, exports.setupServer) } : undefined
}

function watchVerbs(recorder, verbs, api) {
  if (!verbs || known.has(verbs)) return
  known.add(verbs)
  for (const verb of Object.keys(verbs)) {
    wrapMethod(recorder, verbs, verb, {
      kind: 'http-route',
      api: `${api}.${verb}`,
      own: OWN,
      after(token, handler) {
        recorder.mark(handler, token)
        if (typeof handler?.run !== 'function' || known.has(handler)) return
        known.add(handler)
        after(handler, 'run', async (result) => (await result) && recorder.use(handler))
      },
    })
  }
}

function watchedServer(recorder, setupServer) {
  return wrap(recorder, setupServer, {
    kind: 'http-intercept',
    api: 'msw.setupServer',
    own: OWN,
    after(token, server) {
      before(server, 'listen', () => {
        if (token) token.isLent = !recorder.frames.isCalledByTree()
        recorder.switchOn(token)
      })
      before(server, 'close', () => recorder.switchOff(token, Infinity))
    },
  })
}

module.exports = { hook }
