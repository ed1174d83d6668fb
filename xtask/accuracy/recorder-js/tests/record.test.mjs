// record.mjs's own steps, and the table of packages and the traces that are kept.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { matching } from '../lib/files.mjs'
import { ranges, tidy } from '../lib/merge.mjs'
import { fetch, label, packages, unpack } from '../record.mjs'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))

test('numbers are joined to ranges', () => {
  assert.deepEqual(ranges([7, 1, 3, 2, undefined]), ['1-3', '7'])
})

test('titles that are long or quote data are hashed', () => {
  assert.equal(tidy('adds two numbers: 1 + 1'), 'adds two numbers: 1 + 1')
  for (const title of ['x'.repeat(61), 'GET /users', 'host.invalid', 'a::b', 'naïve', 'a\tb']) {
    assert.equal(tidy(title), createHash('sha256').update(title).digest('hex').slice(0, 10))
  }
})

function archive() {
  const folder = mkdtempSync(path.join(tmpdir(), 'recorder-'))
  mkdirSync(path.join(folder, 'package/test/deep'), { recursive: true })
  for (const file of ['a.js', 'test/b.test.js', 'test/deep/c.test.js']) writeFileSync(path.join(folder, 'package', file), '')
  execFileSync('tar', ['czf', 'p-1.tgz', 'package'], { cwd: folder })
  return folder
}

test('a changed archive is refused', () => {
  const folder = archive()
  const sha256 = createHash('sha256').update(readFileSync(path.join(folder, 'p-1.tgz'))).digest('hex')
  const entry = { name: 'p', version: '1', archive: 'p-1.tgz', sha256 }
  assert.equal(fetch(entry, folder), path.join(folder, 'p-1.tgz'))
  assert.throws(() => fetch({ ...entry, sha256: '0'.repeat(64) }, folder), /SHA-256/)
})

test('unpacking starts afresh, and files are found by patterns', () => {
  const folder = archive()
  const tree = path.join(folder, 'tree')
  unpack(path.join(folder, 'p-1.tgz'), tree)
  writeFileSync(path.join(tree, 'left-over'), '')
  unpack(path.join(folder, 'p-1.tgz'), tree)
  assert.deepEqual(readdirSync(tree).sort(), ['a.js', 'test'])
  assert.deepEqual(matching(tree, ['**/*.test.js']), ['test/b.test.js', 'test/deep/c.test.js'])
  assert.deepEqual(matching(tree, ['test/*.js', '*.js'], ['test/b*']), ['a.js'])
})

for (const entry of packages()) {
  test(`${entry.name} is pinned, and what is left out has a reason`, () => {
    assert.match(entry.sha256, /^[0-9a-f]{64}$/)
    assert.match(entry.licence, /^(MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/)
    for (const requirement of entry.requirements) assert.match(requirement, /^.+@\d+\.\d+\.\d+$/)
    for (const { reason } of [...(entry.ignore ?? []), ...(entry.deselect ?? [])]) assert.ok(reason)
    const lock = readFileSync(path.join(FOLDER, 'locks', entry.name.replace(/^@/, '').replace('/', '-'), 'package-lock.json'), 'utf8')
    assert.doesNotMatch(lock, /"resolved"/)
    for (const [name, { integrity, inBundle }] of Object.entries(JSON.parse(lock).packages)) assert.ok(!name || integrity || inBundle, name)
  })

  test(`the kept trace of ${entry.name} is whole`, () => {
    const tests = table(`${label(entry)}.tests.tsv`)
    const sites = table(`${label(entry)}.sites.tsv`)
    assert.deepEqual(tests.map((row) => Number(row.number)), tests.map((_, at) => at + 1))
    assert.ok(sites.length > 0 && tests.every((row) => row.outcome !== 'failed'))
    const keys = sites.map((row) => [row.path, row.line.padStart(7), row.kind].join('\t'))
    assert.deepEqual(keys, [...new Set(keys)].sort())
    for (const row of sites) {
      assert.ok(Number(row.first_line) <= Number(row.line) && Number(row.line) <= Number(row.last_line), row.path)
      const numbers = row.seen.split(',').filter((part) => /^\d/.test(part)).flatMap((part) => part.split('-').map(Number))
      assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b))
      assert.ok(numbers.every((number) => number >= 1 && number <= tests.length))
    }
  })
}

test('no trace is kept of a package that is not in the table', () => {
  const known = packages().map(label)
  for (const name of readdirSync(path.join(FOLDER, 'traces'))) assert.ok(known.includes(name.replace(/\.(sites|tests)\.tsv$/, '')), name)
  for (const name of known) assert.ok(existsSync(path.join(FOLDER, 'traces', `${name}.sites.tsv`)), name)
})

function table(name) {
  const [header, ...rows] = readFileSync(path.join(FOLDER, 'traces', name), 'utf8').trimEnd().split('\n').map((line) => line.split('\t'))
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at]])))
}
