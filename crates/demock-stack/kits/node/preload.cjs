// A lease for each worker of vitest and jest: `demock run` has every node program read this first, by NODE_OPTIONS.
//
// A worker must know its variables before any module of the project is read, and node has no socket that can be waited for:
// a thread asks, and the worker waits for it. The thread keeps the connection, whose end gives the lease back, as long as
// the worker lives. A worker is told by what it runs: vitest's by the script it is started with, jest's by the module that it reads
// before the project's. Every other program of node goes on as if this were not there.
'use strict'

const { env } = process
const VERSION = 1
const WAIT_MAX = 60_000
const ANSWER_MAX = 1 << 20

// What a worker of vitest is started with: its own script from version 4 on, before that tinypool's, which others use as well.
const OF_VITEST = /[\\/]vitest[\\/]dist[\\/]workers[\\/]/
const OF_TINYPOOL = /[\\/]tinypool[\\/]dist[\\/]/
// What jest reads where tests run: in its workers, and, where it has none, in itself.
const WORKER_OF_JEST = /[\\/]jest-runner[\\/]build[\\/]testWorker(\.js)?$/
const RUNNER_OF_JEST = /[\\/]jest-runner[\\/]build[\\/]index\.js$/

// The thread's program: one line there, one line back, and then nothing until its end.
const ASK = `
  const { workerData } = require('node:worker_threads')
  const state = new Int32Array(workerData.shared, 0, 2)
  const text = new Uint8Array(workerData.shared, 8)
  const parts = []
  const done = (bytes, how) => {
    if (Atomics.load(state, 0) !== 0) return
    const part = bytes.subarray(0, text.length)
    text.set(part)
    state[1] = part.length
    Atomics.store(state, 0, how)
    Atomics.notify(state, 0)
  }
  const socket = require('node:net').connect(workerData.path)
  socket.on('data', (part) => {
    parts.push(part)
    if (part.includes(10)) done(Buffer.concat(parts), 1)
  })
  socket.on('error', (error) => done(Buffer.from(String(error)), 2))
  socket.on('close', () => done(Buffer.from('the broker has closed the connection'), 2))
  socket.write(workerData.line + '\\n')
`

function answered(line) {
  const { Worker } = require('node:worker_threads')
  const shared = new SharedArrayBuffer(8 + ANSWER_MAX)
  const state = new Int32Array(shared, 0, 2)
  // Without NODE_OPTIONS, or it would read this file.
  const workerData = { shared, path: env.DEMOCK_SOCKET, line }
  const worker = new Worker(ASK, { eval: true, workerData, env: {}, execArgv: [] })
  worker.unref()
  const waited = Atomics.wait(state, 0, 0, WAIT_MAX)
  const said = Buffer.from(new Uint8Array(shared, 8, state[1])).toString()
  if (waited === 'timed-out' || state[0] !== 1) throw new Error(`demock: no lease: ${said || 'no answer in a minute'}`)
  return JSON.parse(said)
}

// Takes the lease of this worker, and tells it by its variables; whoever it starts is part of it.
function take(name) {
  if (env.DEMOCK_LEASE_HELD) return
  const answer = answered(JSON.stringify({ v: VERSION, op: 'lease', scope: 'worker', name }))
  if (answer.error) {
    const { code, what, where, seen, expected, next } = answer.error
    throw new Error(`demock: error[${code}]: ${what} (${where}): ${seen}; expected: ${expected}; ${next}`)
  }
  Object.assign(env, answer.env, { DEMOCK_LEASE_HELD: answer.id })
}

function isOfVitest() {
  // A thread does not know its script yet: it is one that vitest has started, and no worker has started it.
  if (!require('node:worker_threads').isMainThread) return env.VITEST !== undefined && env.VITEST_POOL_ID === undefined
  const script = process.argv[1] ?? ''
  return OF_VITEST.test(script) || (OF_TINYPOOL.test(script) && env.VITEST !== undefined)
}

// Waits for jest: it is CommonJS, and reads either module before anything of the project that a test needs.
function watchForJest() {
  const Module = require('node:module')
  const load = Module._load
  Module._load = function (request, ...rest) {
    if (WORKER_OF_JEST.test(request)) take(`jest-${env.JEST_WORKER_ID}`)
    const loaded = load.call(this, request, ...rest)
    if (RUNNER_OF_JEST.test(request)) inItself(loaded?.default)
    return loaded
  }
}

// Where jest runs tests in its own process, that is the worker.
function inItself(Runner) {
  const runTests = Runner?.prototype?.runTests
  if (runTests === undefined || runTests.isOfDemock) return
  const wrapped = function (tests, watcher, options, ...rest) {
    // Before version 28, options come one place later.
    if ((options?.serial ?? rest[2]?.serial) === true) take('jest')
    return runTests.call(this, tests, watcher, options, ...rest)
  }
  wrapped.isOfDemock = true
  Runner.prototype.runTests = wrapped
}

if (env.DEMOCK_SOCKET && env.DEMOCK_FRESH !== 'run' && !env.DEMOCK_LEASE_HELD) {
  if (isOfVitest()) take(`vitest-${env.TINYPOOL_WORKER_ID ?? process.pid}`)
  else watchForJest()
}
