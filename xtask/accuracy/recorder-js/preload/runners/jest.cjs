// Jest with its runner jest-circus, from release 27 on.
//
// The adapter is called once for each test file, outside the sandbox in which the file runs, with the file's runtime
// and environment: everything of Jest that a test can reach is made by these two.
'use strict'

const { watchRuntime } = require('../libraries/jest.cjs')
const { hookFor } = require('../table.cjs')
const { set } = require('../wrap.cjs')

const adapters = new WeakSet()

function hook(recorder, exports) {
  const adapter = exports?.default ?? exports
  if (typeof adapter !== 'function' || adapters.has(adapter)) return undefined
  recorder.runner = 'jest'
  const watched = async (...args) => {
    const [, config, environment, runtime] = args
    watchEvents(recorder, environment)
    watchRuntime(recorder, runtime, environment)
    watchLibraries(recorder, runtime)
    if (config.fakeTimers?.enableGlobally) recorder.foreign('clock')
    try {
      return await adapter(...args)
    } finally {
      recorder.endFile()
      recorder.write()
    }
  }
  adapters.add(watched)
  return exports.default ? { __esModule: true, default: watched } : watched
}

/** Libraries that a test file requires are loaded by Jest's runtime, anew for each file, not by Node. */
function watchLibraries(recorder, runtime) {
  const load = runtime._loadModule
  runtime._loadModule = function (module, from, name, file, ...rest) {
    const result = load.call(this, module, from, name, file, ...rest)
    const hook = hookFor(file)
    if (hook) module.exports = hook(recorder, module.exports) ?? module.exports
    return result
  }
}

function watchEvents(recorder, environment) {
  const tests = new WeakMap()
  const handlers = {
    add_test(event, { currentDescribeBlock: block }) {
      const entry = block.children?.findLast((child) => child.type === 'test') ?? block.tests.at(-1)
      if (entry && !tests.has(entry)) tests.set(entry, recorder.define(titles(entry)))
    },
    hook_start({ hook }) {
      if (hook.type === 'beforeAll') recorder.between()
    },
    test_start({ test }) {
      recorder.begin(tests.get(test))
    },
    test_skip({ test }) {
      recorder.skip(tests.get(test))
    },
    test_todo({ test }) {
      recorder.skip(tests.get(test))
    },
    test_fn_start({ test }) {
      recorder.body(tests.get(test))
    },
    test_done({ test }) {
      recorder.end(tests.get(test), test.errors.length === 0)
    },
  }
  const own = environment.handleTestEvent
  set(environment, 'handleTestEvent', function (event, state) {
    if (Object.hasOwn(handlers, event.name)) handlers[event.name](event, state)
    return own?.call(this, event, state)
  })
}

function titles(entry) {
  const names = [entry.name]
  for (let block = entry.parent; block?.parent; block = block.parent) names.unshift(block.name)
  return names
}

module.exports = { hook }
