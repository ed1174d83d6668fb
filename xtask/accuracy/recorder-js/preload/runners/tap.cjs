// tap 15 and 16, whose tests are libtap's.  Subtests belong to the test around them.
'use strict'

const { before } = require('../inform.cjs')
const { set } = require('../wrap.cjs')

function hook(recorder, Test) {
  recorder.runner = 'tap'
  const tests = new WeakMap() // the options of a test -> ours
  before(Test.prototype, 'sub', (parent, [Class, extra]) => {
    if (Class === Test && !tests.has(parent.options)) tests.set(extra, recorder.define([extra.name]))
    else if (Class === Test) tests.set(extra, tests.get(parent.options))
  })
  const main = Test.prototype.main
  set(Test.prototype, 'main', function (done) {
    const test = tests.get(this.options)
    // A subtest runs within its parent's scope.
    if (!test || recorder.running() === test) return main.call(this, done)
    recorder.begin(test)
    recorder.body(test)
    return recorder.scope.run(test, () => main.call(this, () => {
      recorder.end(test, this.passing())
      done()
    }))
  })
}

module.exports = { hook }
