'use strict'
const { test } = require('node:test')
const proxyquire = require('proxyquire')

const module_ = proxyquire('./target', {}) //! module-mock proxyquire | import,name,one,two

for (const name of ['a', 'b']) {
  test(name, () => {})
}

test('one', (t, done) => {
  setImmediate(done)
  module_.helper()
})

test('two', () => {})

test.skip('three', () => {})
