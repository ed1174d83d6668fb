// sinon: its own object and every sandbox have the same functions.
'use strict'

const { before, after, holds } = require('../inform.cjs')
const { wrapMethod } = require('../wrap.cjs')

const OWN = ['sinon']
const CONFIGURING = [
  'callArg', 'callArgAsync', 'callArgOn', 'callArgWith', 'callThrough', 'callThroughWithNew', 'callsArg', 'callsArgAsync',
  'callsArgOn', 'callsArgWith', 'callsFake', 'get', 'onCall', 'onFirstCall', 'onSecondCall', 'onThirdCall', 'rejects',
  'resolves', 'resolvesArg', 'resolvesThis', 'returns', 'returnsArg', 'returnsThis', 'set', 'throws', 'throwsArg',
  'throwsException', 'value', 'withArgs', 'yields', 'yieldsAsync', 'yieldsOn', 'yieldsTo', 'yieldsToAsync',
]
const INTERCEPTORS = ['useFakeServer', 'useFakeXMLHttpRequest', 'createFakeServer', 'createFakeServerWithClock']

const known = new WeakSet()

function hook(recorder, exports) {
  for (const sinon of new Set([exports, exports.default])) if (typeof sinon?.stub === 'function') watch(recorder, sinon)
}

function watch(recorder, sinon) {
  if (known.has(sinon)) return
  known.add(sinon)
  watchDoubles(recorder, sinon)
  watchPatches(recorder, sinon)
  watchClock(recorder, sinon)
  for (const name of INTERCEPTORS) {
    wrapMethod(recorder, sinon, name, {
      kind: 'http-intercept', api: `sinon.${name}`, own: OWN, after: (token, server) => watchServer(recorder, token, server),
    })
  }
  if (sinon.fakeServer) {
    wrapMethod(recorder, sinon.fakeServer, 'create', {
      kind: 'http-intercept', api: 'sinon.fakeServer.create', own: OWN, after: (token, server) => watchServer(recorder, token, server),
    })
  }
  // A sandbox is no double, unless it is asked to stop the clock as well.
  for (const [owner, name] of [[sinon, 'createSandbox'], [sinon.sandbox, 'create']]) {
    after(owner, name, (sandbox) => watch(recorder, sandbox))
    wrapMethod(recorder, owner, name, {
      kind: ([options]) => options?.useFakeTimers && 'clock',
      api: 'sinon.createSandbox',
      own: OWN,
      after: (token, sandbox) => sandbox.clock && watchRestore(recorder, token, sandbox.clock),
    })
  }
}

function watchDoubles(recorder, sinon) {
  wrapMethod(recorder, sinon, 'stub', {
    kind: ([object]) => (object === undefined ? 'mock-object' : 'patch'),
    api: 'sinon.stub', own: OWN, after: (token, stub, args) => put(recorder, token, stub, args),
  })
  wrapMethod(recorder, sinon, 'spy', {
    kind: 'spy', api: 'sinon.spy', own: OWN, after: (token, spy, args) => put(recorder, token, spy, args),
  })
  wrapMethod(recorder, sinon, 'mock', {
    kind: ([object]) => (object === undefined || typeof object === 'string' ? 'mock-object' : 'patch'),
    api: 'sinon.mock', own: OWN,
    after(token, mock, [object]) {
      if (typeof mock === 'function') follow(recorder, token, mock)
      else recorder.switchOn(token, () => Object.keys(mock.expectations ?? {}).some((name) => object[name]?.restore))
    },
  })
  const fake = { kind: 'mock-object', own: OWN, after: (token, double) => follow(recorder, token, double) }
  for (const name of ['returns', 'throws', 'resolves', 'rejects', 'yields', 'yieldsAsync']) {
    wrapMethod(recorder, sinon.fake, name, { ...fake, api: `sinon.fake.${name}` })
  }
  wrapMethod(recorder, sinon, 'fake', { ...fake, api: 'sinon.fake' })
  wrapMethod(recorder, sinon, 'createStubInstance', {
    kind: 'mock-object', api: 'sinon.createStubInstance', own: OWN, after: (token, made) => followAll(recorder, token, made),
  })
}

function watchPatches(recorder, sinon) {
  for (const name of ['replace', 'replaceGetter', 'replaceSetter', 'define']) {
    wrapMethod(recorder, sinon, name, {
      kind: 'patch', api: `sinon.${name}`, own: OWN,
      after: (token, _, [object, key, value]) => recorder.switchOn(token, () => holds(object, key, value)),
    })
  }
}

function watchClock(recorder, sinon) {
  wrapMethod(recorder, sinon, 'useFakeTimers', {
    kind: 'clock', api: 'sinon.useFakeTimers', own: OWN, after: (token, clock) => watchRestore(recorder, token, clock),
  })
}

function watchRestore(recorder, token, clock) {
  recorder.switchOn(token)
  for (const name of ['restore', 'uninstall']) before(clock, name, () => recorder.switchOff(token, Infinity))
}

function watchServer(recorder, token, server) {
  watchRestore(recorder, token, server)
  wrapMethod(recorder, server, 'respondWith', { kind: 'http-route', api: 'sinon.fakeServer.respondWith', own: OWN })
}

/** A stub or spy that may have been put in the place of a method, or of all methods of an object. */
function put(recorder, token, double, [object, name]) {
  if (name === undefined) {
    if (double === object) followAll(recorder, token, double)
    else follow(recorder, token, double)
    return
  }
  follow(recorder, token, double)
  for (const accessor of [double?.get, double?.set]) follow(recorder, token, accessor)
  recorder.switchOn(token, () => holds(object, name, double) || isAccessor(object, name))
}

/** Stubbed with `stub(object, name).get(…)` or `.value(…)`: not the stub itself stands there. */
function isAccessor(object, name) {
  const own = Object.getOwnPropertyDescriptor(object, name)
  return own?.get?.isSinonProxy === true
}

function followAll(recorder, token, object) {
  for (const name in object) {
    const own = Object.getOwnPropertyDescriptor(object, name)
    if (own && typeof own.value === 'function' && own.value.isSinonProxy) follow(recorder, token, own.value)
  }
}

/** Calls and configuration of a sinon double. */
function follow(recorder, token, double) {
  if (!token || typeof double !== 'function' || typeof double.invoke !== 'function') return
  recorder.mark(double, token)
  for (const name of ['invoke', ...CONFIGURING]) before(double, name, () => recorder.use(double))
}

module.exports = { hook }
