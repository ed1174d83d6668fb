const assert = require('assert')
const helperLibrary = require('helper-library')
const mockery = require('mockery')
const nock = require('nock')
const proxyquire = require('proxyquire')
const sinon = require('sinon')
const { table, helper, load } = require('./target')

const outer = sinon.stub() //! mock-object sinon.stub | import,doubles::uses an outer one
const replaced = proxyquire('./target', { fs: {} }) //! module-mock proxyquire | import,doubles::makes,doubles::uses an outer one,patches::patched,patches::restored,patches::sandbox,modules::proxied,modules::mocked,modules::no longer,clock::stopped,clock::goes on,from a library

describe('doubles', function () {
  it('makes', function () {
    sinon.stub().returns(1)() //! mock-object sinon.stub | doubles::makes
    const spy = sinon.spy() //! spy sinon.spy | doubles::makes
    spy(sinon.fake.returns(2)()) //! mock-object sinon.fake.returns | doubles::makes
    sinon.createStubInstance(Map).get('x') //! mock-object sinon.createStubInstance | doubles::makes
    sinon.mock().once() //! mock-object sinon.mock | doubles::makes
  })

  it('uses an outer one', function () {
    outer.resolves(replaced)
  })
})

describe('patches', function () {
  afterEach(() => sinon.restore())

  it('patched', function () {
    sinon.stub(table, 'helper').returns(6) //! patch sinon.stub | patches::patched
    sinon.spy(table, 'other') //! spy sinon.spy | patches::patched
    sinon.replace(table, 'value', 5) //! patch sinon.replace | patches::patched
    assert.equal(helper(), 6)
  })

  it('restored', function () {
    assert.equal(helper(), 1)
  })

  it('sandbox', function () {
    const sandbox = sinon.createSandbox()
    sandbox.stub(table, 'helper') //! patch sinon.stub | patches::sandbox
    sandbox.mock(table).expects('other').once() //! patch sinon.mock | patches::sandbox
    table.other()
    sandbox.verifyAndRestore()
  })
})

describe('modules', function () {
  it('proxied', function () {
    proxyquire.noCallThru().load('./target', {}) //! module-mock proxyquire.load | modules::proxied
    proxyquire
      .noCallThru()('./target', {}) //! module-mock proxyquire | modules::proxied
  })

  it('mocked', function () {
    mockery.enable({ warnOnUnregistered: false })
    mockery.registerMock('missing', 4) //! module-mock mockery.registerMock | modules::mocked
    assert.equal(load('missing'), 4)
    mockery.deregisterAll()
    mockery.disable()
  })

  it('no longer', function () {})
})

describe('clock', function () {
  let clock

  before(function () {
    clock = sinon.useFakeTimers() //! clock sinon.useFakeTimers | clock::stopped
  })

  it('stopped', function () {
    clock.tick(1)
    clock.restore()
  })

  it('goes on', function () {
    nock('http://host.invalid') //! http-route nock.get | clock::goes on
      .get('/')
      .reply(200)
    nock.cleanAll()
  })
})

it('from a library', function () {
  helperLibrary.make()
})
