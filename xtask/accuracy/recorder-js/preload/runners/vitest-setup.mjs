// Runs in vitest's worker before each test file, where the very `vi` and runner can be had that the file will use.

import { createRequire } from 'node:module'
import { vi } from 'vitest'
import { VitestTestRunner } from 'vitest/runners'
import { getFn } from 'vitest/suite'

const require = createRequire(import.meta.url)
const recorder = globalThis[Symbol.for('demock.recorder')]

require('./vitest.cjs').watch(recorder, VitestTestRunner, getFn)
require('../libraries/vitest.cjs').watch(recorder, vi, globalThis.__vitest_mocker__)
