// Records where public npm packages' own test suites make test doubles.
//
//     node record.mjs PACKAGE…        (or --all)
//
// For each package of packages.toml: fetches the pinned archive with npm, checks its SHA-256, unpacks it, installs what
// locks/ pins beside it, runs the suite with the recorder loaded and writes traces/PACKAGE-VERSION.sites.tsv and
// .tests.tsv.  `--lock` pins the packages anew first, `--cache DIR` says where archives and installations are kept.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'smol-toml'
import { merge, write } from './lib/merge.mjs'
import { IDENTITY, runSuite } from './lib/suite.mjs'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

export const packages = () => parse(readFileSync(path.join(HERE, 'packages.toml'), 'utf8')).package

/** `name-version` with what a file name cannot have left out: `@a/b` → `a-b`. */
export const label = ({ name, version }) => `${short(name)}-${version}`
const short = (name) => name.replace(/^@/, '').replace('/', '-')

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean' }, lock: { type: 'boolean' }, cache: { type: 'string' } },
  })
  const cache = values.cache ?? path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'demock-accuracy')
  const known = packages()
  const wanted = values.all ? known : positionals.map((name) => known.find((entry) => entry.name === name) ?? fail(`not in packages.toml: ${name}`))
  if (wanted.length === 0) fail('name a package, or --all')
  const failed = wanted.filter((entry) => !attempt(entry, cache, values.lock))
  if (failed.length) fail(`failed: ${failed.map((entry) => entry.name).join(', ')}`)
}

function attempt(entry, cache, lock) {
  try {
    record(entry, cache, lock)
    return true
  } catch (error) {
    console.error(`${entry.name}: ${error.message}`)
    return false
  }
}

function record(entry, cache, lock) {
  const home = path.join(cache, label(entry))
  mkdirSync(home, { recursive: true })
  // Paths in a stack frame are real paths, so the tree's must be one too.
  const real = realpathSync(home)
  const tree = unpack(fetch(entry, path.join(cache, 'npm')), path.join(real, 'tree'))
  const locks = path.join(HERE, 'locks', short(entry.name))
  if (lock) pin(entry, tree, locks)
  const modules = install(locks, real)
  console.log(`${label(entry)}: running its suite`)
  // Files of the package's repository that its tests read and the archive does not hold: stand-ins of that size.
  for (const { path: file, text = '', bytes = text.length } of entry.beside ?? []) {
    mkdirSync(path.dirname(path.join(real, file)), { recursive: true })
    writeFileSync(path.join(real, file), text.padEnd(bytes, '\0'))
  }
  if (entry.repository) commit(tree)
  const [out, log] = [path.join(real, 'out'), path.join(real, 'suite.log')]
  const status = runSuite({ ...entry, ...placed(entry, tree), tree, out, log, modules })
  if (status !== 0) throw new Error(`the suite ended with ${status}, see ${log}`)
  const result = merge(out, tree)
  mkdirSync(path.join(HERE, 'traces'), { recursive: true })
  write(result, path.join(HERE, 'traces', label(entry)))
  const { tests, sites, unplaced, untitled } = result
  console.log(`${label(entry)}: ${tests.length} tests, ${sites.length} sites; ${unplaced} without a place, ${untitled} titled by the run`)
}

/** What packages.toml says in terms of paths; `{configs}` stands for our folder of configurations. */
function placed({ args = [], ignore = [], deselect = [] }) {
  return {
    args: args.map((arg) => arg.replace('{configs}', path.join(HERE, 'configs'))),
    ignore: ignore.map(({ path: file }) => file),
    deselect: deselect.map(({ test }) => test),
  }
}

export function fetch({ name, version, archive, sha256 }, folder) {
  const file = path.join(folder, archive)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  if (digest !== sha256) throw new Error(`${file} has the SHA-256 ${digest}, not the pinned one`)
  return file
}

/** Always afresh: a suite may have written into its tree. */
export function unpack(archive, tree) {
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  execFileSync('tar', ['xzf', archive, '-C', tree, '--strip-components=1', '--no-same-owner'])
  return tree
}

/** Some suites ask git about the repository that they expect to run in. */
function commit(tree) {
  const git = (...args) => execFileSync('git', args, { cwd: tree, env: { ...process.env, ...IDENTITY }, stdio: 'ignore' })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--quiet', '--no-verify', '--message=as packed')
}

/** Pins what the package itself asks for, and what its suite needs besides. */
function pin(entry, tree, locks) {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(path.join(tree, 'package.json'), 'utf8'))
  const besides = Object.fromEntries(entry.requirements.map((text) => [text.slice(0, text.lastIndexOf('@')), text.slice(text.lastIndexOf('@') + 1)]))
  rmSync(locks, { recursive: true, force: true })
  mkdirSync(locks, { recursive: true })
  const wanted = { private: true, dependencies: { ...dependencies, ...optionalDependencies, ...besides }, overrides: entry.overrides }
  writeFileSync(path.join(locks, 'package.json'), JSON.stringify(wanted, null, 2) + '\n')
  execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved', ...QUIET], { cwd: locks, stdio: 'inherit' })
}

/** Beside the tree, so that the tree stays as it was packed. */
function install(locks, home) {
  const mark = path.join(home, 'installed')
  const digest = createHash('sha256').update(readFileSync(path.join(locks, 'package-lock.json'))).digest('hex')
  const modules = path.join(home, 'node_modules')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return modules
  rmSync(modules, { recursive: true, force: true })
  for (const name of ['package.json', 'package-lock.json']) cpSync(path.join(locks, name), path.join(home, name))
  execFileSync('npm', ['ci', ...QUIET], { cwd: home, stdio: 'inherit' })
  writeFileSync(mark, digest)
  return modules
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
