// Loaded by `node --require` into every process of a suite, before anything else.
//
// Three environment variables steer it:
//   DEMOCK_TRACE_ROOT  the unpacked source tree; only frames in it become sites
//   DEMOCK_TRACE_OUT   a folder; each process adds one JSON file
//   DEMOCK_TRACE_ESM   `yes` where the tree's own modules are ESM: their imports are watched too
// Without the first two it does nothing, so that programs which a suite starts may load it unharmed.
'use strict'

const { DEMOCK_TRACE_ROOT: root, DEMOCK_TRACE_OUT: out, DEMOCK_TRACE_ESM: esm } = process.env

if (root && out && !globalThis[Symbol.for('demock.recorder')]) {
  const { Recorder } = require('./recorder.cjs')
  const recorder = new Recorder(root, out)
  globalThis[Symbol.for('demock.recorder')] = recorder
  require('./maps.cjs').collect()
  require('./loading.cjs').watch(recorder)
  if (esm === 'yes') require('./esm.cjs').watch(recorder)
  process.on('exit', () => recorder.write())
}
