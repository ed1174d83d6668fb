// Runs one suite with the recorder loaded into every process of it.

import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { matching } from './files.mjs'

const PRELOAD = fileURLToPath(new URL('../preload/main.cjs', import.meta.url))
const VITEST_CONFIG = fileURLToPath(new URL('../preload/runners/vitest-config.mjs', import.meta.url))
/** Who commits, for suites that use git. */
export const IDENTITY = {
  GIT_AUTHOR_NAME: 'suite', GIT_AUTHOR_EMAIL: 'suite', GIT_COMMITTER_NAME: 'suite', GIT_COMMITTER_EMAIL: 'suite', GIT_CONFIG_NOSYSTEM: '1',
}
const LIMIT_MS = 25 * 60 * 1000

// How each runner is started: one process at a time, nothing kept from run to run, tests left out by path or by title.
const RUNNERS = {
  jest: ({ out, ignore, deselect }) => [
    'jest', '--runInBand', '--ci', '--coverage=false', '--cacheDirectory', path.join(out, 'jest-cache'),
    ...ignore.flatMap((file) => ['--testPathIgnorePatterns', escaped(file)]),
    ...(deselect.length ? ['--testNamePattern', without(deselect)] : []),
  ],
  vitest: ({ ignore, deselect }) => [
    'vitest', 'run', '--config', VITEST_CONFIG, '--no-file-parallelism',
    ...ignore.flatMap((file) => ['--exclude', file]),
    ...(deselect.length ? ['--testNamePattern', without(deselect)] : []),
  ],
  mocha: ({ deselect }) => [
    'mocha', ...(deselect.length ? ['--grep', `(${deselect.map(escaped).join('|')})`, '--invert'] : []),
  ],
  node: ({ deselect }) => ['--test', '--test-concurrency=1', ...(deselect.length ? ['--test-name-pattern', `/${without(deselect)}/`] : [])],
  tap: ({ deselect }) => [
    'tap', '--no-coverage', '--jobs=1', '--timeout=120', '--reporter=dot',
    ...(deselect.length ? [`--grep=/^(${deselect.map(escaped).join('|')})$/`, '--invert'] : []),
  ],
}

/**
 * `tree` is the unpacked package, `out` the folder for what is recorded, `log` the file for what the suite prints,
 * `modules` the folder of the installed packages, `files` patterns of the test files where the runner wants them
 * named.  Gives the exit code of the suite.
 */
export function runSuite({ runner, tree, out, log, modules, args = [], files = [], env = {}, esm = false, vitest, ignore = [], deselect = [] }) {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const [program, ...rest] = RUNNERS[runner]({ out, ignore, deselect })
  const command = program.startsWith('--') ? [program, ...rest] : [executable(modules, program), ...rest]
  const output = openSync(log, 'w')
  const done = spawnSync(process.execPath, [...command, ...args, ...matching(tree, files, ignore)], {
    cwd: tree,
    stdio: ['ignore', output, output],
    timeout: LIMIT_MS,
    env: { ...environment(path.dirname(log)), ...variables({ tree, out, esm, vitest }), ...env },
  })
  closeSync(output)
  if (done.error) throw done.error
  return done.status
}

/** The script that a package's command starts. */
function executable(modules, name) {
  const { bin } = JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8'))
  return path.join(modules, name, typeof bin === 'string' ? bin : bin[name])
}

/** The same clock, language and home everywhere, so that a trace repeats. */
function environment(folder) {
  const home = path.join(folder, 'home')
  mkdirSync(home, { recursive: true })
  return { PATH: process.env.PATH, HOME: home, TZ: 'UTC', LC_ALL: 'C.UTF-8', CI: 'true', NO_COLOR: '1', ...IDENTITY }
}

function variables({ tree, out, esm, vitest }) {
  return {
    DEMOCK_TRACE_ROOT: tree,
    DEMOCK_TRACE_OUT: out,
    ...(esm ? { DEMOCK_TRACE_ESM: 'yes' } : {}),
    ...(vitest ? { DEMOCK_VITEST: JSON.stringify(vitest) } : {}),
    NODE_OPTIONS: `--require ${PRELOAD}`,
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A pattern of all titles but some. */
const without = (titles) => `^(?!.*(${titles.map(escaped).join('|')}))`
