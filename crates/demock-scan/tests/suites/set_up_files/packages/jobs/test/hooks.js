const sinon = require('sinon')

sinon.useFakeTimers()

beforeEach(function () {
  sinon.stub(console, 'log')
})
