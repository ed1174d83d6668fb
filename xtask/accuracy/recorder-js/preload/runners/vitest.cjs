// vitest: its runner says what it collects and runs.
'use strict'

const path = require('node:path')
const { after, before } = require('../inform.cjs')

const known = new WeakSet()

function watch(recorder, Runner, getFn) {
  recorder.runner = 'vitest'
  if (known.has(Runner)) return
  known.add(Runner)
  const tests = new WeakMap()
  const runner = Runner.prototype
  // The methods that are looked up anew for each call; vitest binds others before any set-up file runs.
  for (const name of ['onBeforeRunFiles', 'onBeforeRunSuite', 'onBeforeTryTask', 'onAfterRunSuite']) runner[name] ??= function () {}
  before(runner, 'onBeforeRunFiles', (_, [files]) => {
    for (const file of files) each(file, (test) => tests.set(test, define(recorder, file, test)))
  })
  before(runner, 'onBeforeRunSuite', () => recorder.between())
  before(runner, 'onBeforeTryTask', (_, [test]) => recorder.begin(tests.get(test)))
  runner.runTask = async function (test) {
    recorder.body(tests.get(test))
    // Concurrent tests run at the same time.
    await recorder.scope.run(tests.get(test), () => getFn(test)())
  }
  after(runner, 'onAfterRunSuite', (_, __, [suite]) => {
    if (suite !== suite.file) return
    each(suite, (test) => ran(test) && recorder.end(tests.get(test), test.result.state === 'pass'))
    recorder.endFile()
    recorder.write()
  })
}

const ran = (test) => test.mode === 'run' && ['pass', 'fail'].includes(test.result?.state)

function each(suite, visit) {
  for (const task of suite.tasks) task.type === 'suite' ? each(task, visit) : visit(task)
}

function define(recorder, file, test) {
  const names = []
  for (let task = test; task && task !== file; task = task.suite) names.unshift(task.name)
  const inside = path.relative(recorder.frames.root, file.filepath)
  const { line, column } = test.location ?? {}
  return recorder.define(names, line ? { path: inside, line, column: column - 1 } : { path: inside, line: 0, column: 0 })
}

module.exports = { watch }
