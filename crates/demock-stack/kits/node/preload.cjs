// A lease for each worker of vitest and jest: `demock run` has every node program read this first, by NODE_OPTIONS.
//
// A worker must know its variables before any module of the project is read, and node has no socket that can be waited for:
// a thread asks, and the worker waits for it. The thread keeps the connection, whose end gives the lease back, as long as
// the worker lives. Every other program of node goes on at once.
'use strict'

const { env } = process

function workerName() {
  if (env.JEST_WORKER_ID !== undefined) return `jest-${env.JEST_WORKER_ID}`
  if (env.VITEST_POOL_ID !== undefined) return `vitest-${env.VITEST_POOL_ID}`
  return undefined
}

function lease(name) {
  const { Worker } = require('node:worker_threads')
  const shared = new SharedArrayBuffer(1 << 17)
  const state = new Int32Array(shared, 0, 2)
  const source = `
    const { workerData } = require('node:worker_threads')
    const state = new Int32Array(workerData.shared, 0, 2)
    const text = new Uint8Array(workerData.shared, 8)
    const done = (bytes, how) => {
      const part = bytes.subarray(0, text.length)
      text.set(part)
      state[1] = part.length
      Atomics.store(state, 0, how)
      Atomics.notify(state, 0)
    }
    const socket = require('node:net').connect(workerData.path)
    const parts = []
    socket.on('data', (part) => {
      parts.push(part)
      if (part.includes(10)) done(Buffer.concat(parts), 1)
    })
    socket.on('error', (error) => done(Buffer.from(String(error)), 2))
    socket.write(workerData.line + '\\n')
  `
  const line = JSON.stringify({ v: 1, op: 'lease', scope: 'worker', name })
  const worker = new Worker(source, {
    eval: true,
    workerData: { shared, path: env.DEMOCK_SOCKET, line },
    env: { DEMOCK_LEASE_THREAD: '1' },
    execArgv: [],
  })
  worker.unref()
  const waited = Atomics.wait(state, 0, 0, 60_000)
  const said = Buffer.from(new Uint8Array(shared, 8, state[1])).toString()
  if (waited === 'timed-out' || state[0] !== 1) throw new Error(`demock: no lease: ${said || 'no answer in a minute'}`)
  const answer = JSON.parse(said)
  if (answer.error) {
    const { code, what, where, seen, expected, next } = answer.error
    throw new Error(`demock: error[${code}]: ${what} (${where}): ${seen}; expected: ${expected}; ${next}`)
  }
  return answer
}

if (env.DEMOCK_SOCKET && env.DEMOCK_FRESH !== 'run' && !env.DEMOCK_LEASE_THREAD) {
  const name = workerName()
  // Whoever was started by a worker is part of it.
  if (name !== undefined && env.DEMOCK_LEASE_OF !== `${process.pid}` && !globalThis[Symbol.for('demock.lease')]) {
    globalThis[Symbol.for('demock.lease')] = true
    const answer = lease(name)
    Object.assign(env, answer.env)
  }
}
