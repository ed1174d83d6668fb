import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { expected, recorded, run, short } from './harness.mjs'

// What a test made itself, what was in force or used during it, what others made for it.
const VITEST = {
  files: ['functions.test.ts', 'groups.test.ts'],
  rows: {
    makes: 'passed mock-object mock-object,module-mock -',
    'uses an outer one': 'passed - mock-object,module-mock -',
    'only looks': 'passed - module-mock -',
    spies: 'passed spy module-mock,spy -',
    'no longer spied': 'passed - module-mock -',
    stubs: 'passed env,patch env,module-mock,patch -',
    clock: 'passed clock clock,module-mock -',
    'group::nested::one': 'passed mock-object module-mock -',
    'group::two': 'passed mock-object mock-object,module-mock -',
    'lazy::three': 'passed module-mock module-mock -',
    'http::answered': 'passed - http-intercept,http-route,module-mock -',
  },
}

const SUITES = {
  vitest: { ...VITEST, options: { esm: true } },
  'vitest 4': { ...VITEST, samples: 'vitest', options: { esm: true, runner: 'vitest', libraries: 'newer' } },
  mocha: {
    files: ['functions.js'],
    options: { args: () => ['functions.js'] },
    rows: {
      'doubles::makes': 'passed mock-object,spy mock-object,module-mock,spy -',
      'doubles::uses an outer one': 'passed - mock-object,module-mock -',
      'patches::patched': 'passed patch,spy module-mock,patch,spy -',
      'patches::restored': 'passed - module-mock -',
      'patches::sandbox': 'passed patch module-mock,patch -',
      'modules::proxied': 'passed module-mock module-mock -',
      'modules::mocked': 'passed module-mock module-mock -',
      'clock::stopped': 'passed clock clock,module-mock -',
      'clock::goes on': 'passed http-route module-mock -',
      'from a library': 'passed - module-mock mock-object',
    },
  },
  node: {
    files: ['functions.test.mjs', 'plain.test.js'],
    options: { esm: true },
    rows: {
      makes: 'passed mock-object,patch,spy mock-object,patch,spy -',
      'uses an outer one': 'passed - mock-object -',
      restored: 'passed - - -',
      around: 'passed mock-object - -',
      'group::one': 'passed mock-object,patch patch -',
      'group::two': 'passed mock-object patch -',
      clock: 'passed clock clock -',
      http: 'passed http-intercept,http-route http-intercept -',
      plain: 'passed - - -',
      name: 'passed - module-mock -',
      one: 'passed - module-mock -',
      three: 'skipped - - -',
    },
  },
  tap: {
    files: ['functions.test.js'],
    options: { args: () => ['functions.test.js'] },
    rows: {
      makes: 'passed patch patch -',
      'still on': 'passed module-mock module-mock,patch -',
      plain: 'passed - - -',
    },
  },
}

for (const [runner, { files, options, rows, samples = runner }] of Object.entries(SUITES)) {
  describe(runner, () => {
    let result

    before(() => {
      result = run(samples, options)
    })

    test('the suite passes as it is', () => assert.equal(result.status, 0, result.log))

    for (const file of files) {
      test(`exactly the marked lines of ${file}`, () => assert.deepEqual(recorded(result, file), expected(result.tree, file)))
    }

    test('no other file has sites', () => {
      assert.deepEqual([...new Set(result.sites.map((site) => site.path))].sort(), files)
    })

    for (const [name, outcome] of Object.entries(rows)) {
      test(`the row of ${name}`, () => {
        const found = result.tests.find((test) => short(test.id) === name)
        const kinds = ['created', 'active', 'provided'].map((column) => [...found[column]].sort().join(',') || '-')
        assert.equal([found.outcome, ...kinds].join(' '), outcome)
      })
    }
  })
}
