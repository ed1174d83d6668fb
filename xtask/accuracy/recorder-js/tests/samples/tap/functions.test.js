'use strict'
const { test } = require('tap')
const sinon = require('sinon')
const proxyquire = require('proxyquire')
const { table, helper } = require('./target')

test('makes', async (t) => {
  sinon.stub(table, 'helper').returns(3) //! patch sinon.stub | makes,still on
  t.equal(helper(), 3)
})

test('still on', (t) => {
  t.plan(1)
  t.test('within', (t) => {
    t.plan(1)
    proxyquire('./target', {}) //! module-mock proxyquire | still on
    sinon.restore()
    t.pass()
  })
})

test('plain', (t) => {
  t.end()
})
