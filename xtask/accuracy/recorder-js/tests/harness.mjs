// Runs a sample suite as record.mjs runs a package's, and compares what is recorded with the samples' own comments.
//
// A comment `//! kind api | label,label` says that its line is a site of that kind, made through those functions
// (joined by commas) and seen during those tests; `import` and `collection` are labels too.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { merge } from '../lib/merge.mjs'
import { runSuite } from '../lib/suite.mjs'

const HERE = path.dirname(fileURLToPath(import.meta.url))

/** Installs the real libraries once. */
function install(libraries) {
  const folder = path.join(HERE, libraries)
  if (existsSync(path.join(folder, 'node_modules/.package-lock.json'))) return
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
}

/** Runs all samples of one folder. */
export function run(name, { libraries = 'libraries', ...options } = {}) {
  install(libraries)
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'recorder-')))
  const [tree, out, modules] = ['tree', 'out', 'node_modules'].map((part) => path.join(home, part))
  cpSync(path.join(HERE, 'samples', name), tree, { recursive: true })
  cpSync(path.join(HERE, 'samples/target.js'), path.join(tree, 'target.js'))
  provide(modules, libraries)
  const log = path.join(home, 'log')
  const status = runSuite({ tree, out, log, modules, runner: name, ...options, args: options.args?.(tree) })
  const result = merge(out, tree)
  return { status, tree, log: readFileSync(log, 'utf8'), ...result, names: names(result.tests) }
}

/** The libraries, and one that is nobody's: what it makes is no site of the suite. */
function provide(modules, libraries) {
  mkdirSync(path.join(modules, 'helper-library'), { recursive: true })
  for (const entry of readdirSync(path.join(HERE, libraries, 'node_modules'))) {
    symlinkSync(path.join(HERE, libraries, 'node_modules', entry), path.join(modules, entry))
  }
  writeFileSync(path.join(modules, 'helper-library/index.js'), readFileSync(path.join(HERE, 'samples/helper-library.js')))
}

/** Titles without the path, as the comments have them. */
function names(tests) {
  return new Map(tests.map((row) => [row.number, short(row.id)]))
}

export const short = (id) => id.slice(id.indexOf('::') + 2)

/** What was recorded of one file: "line kind api | labels", sorted. */
export function recorded({ sites, names }, file) {
  return sites.filter((site) => site.path === file).map((site) => {
    const labels = site.seen.flatMap((part) => (/^\d/.test(part) ? span(part).map((number) => names.get(number)) : part))
    return describe(site.line, site.kind, [...site.apis].sort().join(','), labels)
  }).sort()
}

/** What the comments of one file ask for, in the same form. */
export function expected(tree, file) {
  const lines = readFileSync(path.join(tree, file), 'utf8').split('\n')
  return lines.flatMap((text, at) => text.split('//! ').slice(1).map((comment) => {
    const [what, labels] = comment.trim().split(' | ')
    const [kind, ...api] = what.split(' ')
    return describe(at + 1, kind, api.join(' '), labels.split(','))
  })).sort()
}

function describe(line, kind, api, labels) {
  return `${String(line).padStart(4)} ${kind} ${api} | ${[...new Set(labels)].sort().join(',')}`
}

function span(part) {
  const [first, last = first] = part.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
