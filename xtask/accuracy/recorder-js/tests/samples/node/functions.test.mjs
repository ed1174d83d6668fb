import assert from 'node:assert'
import test, { before, beforeEach, describe, it, mock } from 'node:test'
import { FetchMocker, MockServer } from 'mentoss'
import nock from 'nock'
import sinon from 'sinon'
import { helper, table } from './target.js'

const outer = mock.fn() //! mock-object node:test.mock.fn | import,uses an outer one

test('makes', (t) => {
  t.mock.fn()() //! mock-object node:test.mock.fn | makes
  t.mock.method(table, 'helper', () => 2) //! patch node:test.mock.method | makes
  t.mock.method(table, 'other') //! spy node:test.mock.method | makes
  sinon.stub() //! mock-object sinon.stub | makes
  assert.equal(helper(), 2)
})

test('uses an outer one', () => {
  outer()
})

test('restored', () => {
  assert.equal(helper(), 1)
})

test('around', async (t) => {
  await t.test('within', (t) => {
    t.mock.fn() //! mock-object node:test.mock.fn | around
  })
})

describe('group', () => {
  before(() => {
    mock.method(table, 'helper', () => 3) //! patch node:test.mock.method | group::one,group::two
  })

  beforeEach(() => {
    mock.fn() //! mock-object node:test.mock.fn | group::one,group::two
  })

  it('one', async () => {
    await null
    assert.equal(helper(), 3)
  })

  it('two', () => {
    mock.restoreAll()
  })
})

test('clock', () => {
  mock.timers.enable({ apis: ['Date'], now: 5 }) //! clock node:test.mock.timers.enable | clock
  assert.equal(Date.now(), 5)
  mock.timers.reset()
})

test('http', async () => {
  const server = new MockServer('http://host.invalid')
  server.get('/a', 200) //! http-route mentoss.MockServer.get | http
  const mocker = new FetchMocker({ servers: [server] }) //! http-intercept mentoss.FetchMocker | http
  mocker.mockGlobal()
  assert.equal((await fetch('http://host.invalid/a')).status, 200)
  mocker.unmockGlobal()
})

test('routes', async () => {
  nock('http://host.invalid').get('/b').reply(201) //! http-route nock.get | routes
  const scope = nock('http://host.invalid')
  scope.get('/c').reply(202) //! http-route nock.get | routes
  nock.cleanAll()
})

test('plain', () => {})
