// nock: a route is one verb of a scope.  Its place is that of the chain's first call, which `lib/source.mjs` finds.
'use strict'

const { before } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

const OWN = ['nock']
const VERBS = ['intercept', 'get', 'post', 'put', 'head', 'patch', 'merge', 'delete', 'options']

const known = new WeakSet()

function hook(recorder, nock) {
  for (const name of ['back', 'load', 'define', 'activate']) {
    wrapMethod(recorder, nock, name, { kind: 'http-intercept', api: `nock.${name}`, own: OWN })
  }
  const watched = new Proxy(nock, {
    apply(target, receiver, args) {
      const scope = Reflect.apply(target, receiver, args)
      watchScope(recorder, Object.getPrototypeOf(scope))
      return scope
    },
  })
  return watched
}

function watchScope(recorder, prototype) {
  if (known.has(prototype)) return
  known.add(prototype)
  for (const verb of VERBS) {
    wrapMethod(recorder, prototype, verb, {
      kind: 'http-route',
      api: `nock.${verb}`,
      own: OWN,
      after(token, interceptor) {
        recorder.mark(interceptor, token)
        const owner = Object.getPrototypeOf(interceptor)
        if (known.has(owner)) return
        known.add(owner)
        // A request was answered by it.
        before(owner, 'markConsumed', (used) => recorder.use(used))
      },
    })
  }
}

module.exports = { hook }
