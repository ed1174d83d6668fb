// From what each process saw to the two tables of a package.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Source } from './source.mjs'

const KINDS = ['created', 'active', 'provided']

/**
 * Reads the JSON files of a run and gives {tests, sites, unplaced, untitled}: both lists in the
 * order of their table, and how many tests have no place, or a title that only the run tells.
 */
export function merge(folder, tree) {
  const sources = new Map()
  const source = (file) => {
    if (!sources.has(file)) sources.set(file, load(path.join(tree, file)))
    return sources.get(file)
  }
  const tests = new Map() // id -> row
  const sites = new Map() // "path line kind" -> row
  let [unplaced, untitled] = [0, 0]
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const seen = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
    const titles = seen.tests.map(({ place }) => (place?.line ? source(place.path).titles(place.line, place.column) : null))
    const ids = seen.tests.map((test, at) => identify(test, titles[at]))
    seen.tests.forEach((test, at) => {
      if (!ids[at]) unplaced += 1
      else if (!titles[at]) untitled += 1
      if (ids[at]) addTest(tests, ids[at], test)
    })
    for (const site of seen.sites) addSite(sites, site, ids, source)
  }
  const rows = [...tests.values()].sort(by((row) => row.id))
  rows.forEach((row, at) => (row.number = at + 1))
  const number = (label) => tests.get(label)?.number
  const places = [...sites.values()].sort(by((row) => row.path, (row) => row.line, (row) => row.kind))
  for (const row of places) row.seen = [...row.labels].filter((label) => !number(label)).sort().concat(ranges([...row.labels].map(number)))
  return { tests: rows, sites: places, unplaced, untitled }
}

function load(file) {
  return new Source(existsSync(file) ? readFileSync(file, 'utf8') : '', file)
}

/** A test's id: titles as written where the source tells them, else as they were at run time. */
function identify({ place, titles }, written) {
  return place && [place.path, ...(written ?? titles).map(tidy)].join('::')
}

/** A title fit for a table: one that is long, or quotes something like a path or a host name, is replaced by a hash. */
export function tidy(title) {
  const isPlain = title.length <= 60 && !/[^\x20-\x7e]|[/\\@]|::|[A-Za-z]\.[A-Za-z]/.test(title)
  return isPlain ? title : createHash('sha256').update(title).digest('hex').slice(0, 10)
}

function addTest(tests, id, test) {
  if (!tests.has(id)) tests.set(id, { id, outcome: 'skipped', created: new Set(), active: new Set(), provided: new Set() })
  const row = tests.get(id)
  const worse = ['skipped', 'passed', 'failed']
  if (worse.indexOf(test.outcome) > worse.indexOf(row.outcome)) row.outcome = test.outcome
  for (const kinds of KINDS) for (const kind of test[kinds]) row[kinds].add(kind)
}

function addSite(sites, site, ids, source) {
  const text = source(site.path)
  // A route is the whole chain of calls, and its place that of the first.
  const line = site.kind === 'http-route' ? text.head(site.line, site.column) : site.line
  const key = `${site.path}\t${line}\t${site.kind}`
  if (!sites.has(key)) {
    const [first, last] = text.statement(site.line, site.column)
    sites.set(key, { path: site.path, line, first: Math.min(first, line), last, kind: site.kind, apis: new Set(), labels: new Set() })
  }
  const row = sites.get(key)
  for (const api of site.apis) row.apis.add(api)
  for (const at of site.seen) row.labels.add(ids[at] ?? (text.inSuite(site.line, site.column) ? 'collection' : 'import'))
}

/** [1, 2, 3, 7] → ['1-3', '7'] */
export function ranges(numbers) {
  const spans = []
  for (const number of numbers.filter(Boolean).sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else spans.push([number, number])
  }
  return spans.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`))
}

export function write({ tests, sites }, prefix) {
  const list = (names) => [...names].sort().join(',') || '-'
  table(`${prefix}.tests.tsv`, ['number', 'test', 'outcome', ...KINDS], tests.map((row) => [
    row.number, row.id, row.outcome, ...KINDS.map((kinds) => list(row[kinds])),
  ]))
  table(`${prefix}.sites.tsv`, ['path', 'line', 'first_line', 'last_line', 'kind', 'api', 'seen'], sites.map((row) => [
    row.path, row.line, row.first, row.last, row.kind, list(row.apis), row.seen.join(','),
  ]))
}

function table(file, header, rows) {
  writeFileSync(file, [header, ...rows].map((row) => row.join('\t') + '\n').join(''))
}

function by(...keys) {
  return (a, b) => {
    for (const key of keys) if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1
    return 0
  }
}
