// Runs in vitest's worker before each test file, where the very `vi` and runner can be had that the file will use.

import { createRequire } from 'node:module'
import * as vitest from 'vitest'

const require = createRequire(import.meta.url)
const recorder = globalThis[Symbol.for('demock.recorder')]

// From release 4.1 on the runner is an export of vitest itself, and warns where it was before.
const Runner = vitest.TestRunner ?? (await import('vitest/runners')).VitestTestRunner
const getFn = Runner.getTestFn ?? (await import('vitest/suite')).getFn

require('./vitest.cjs').watch(recorder, Runner, getFn)
require('../libraries/vitest.cjs').watch(recorder, vitest.vi, globalThis.__vitest_mocker__)
