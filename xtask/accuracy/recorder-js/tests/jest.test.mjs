import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { expected, recorded, run, short } from './harness.mjs'

for (const libraries of ['libraries', 'newer']) describe(`jest, ${libraries}`, () => {
  let result

  before(() => {
    result = run('jest', { libraries, args: (tree) => ['--config', `${tree}/jest.config.js`] })
  })

  test('the suite passes as it is', () => assert.equal(result.status, 0, result.log))

  for (const file of ['functions.test.js', 'helper.js', 'modules.test.ts', 'http.test.js']) {
    test(`exactly the marked lines of ${file}`, () => {
      assert.deepEqual(recorded(result, file), expected(result.tree, file))
    })
  }

  test('no other file has sites', () => {
    assert.deepEqual([...new Set(result.sites.map((site) => site.path))].sort(), ['functions.test.js', 'helper.js', 'http.test.js', 'modules.test.ts'])
  })

  const row = (name) => {
    const found = result.tests.find((test) => short(test.id) === name)
    return [found.outcome, ...['created', 'active', 'provided'].map((kinds) => [...found[kinds]].sort().join(',') || '-')].join(' ')
  }
  for (const [name, outcome] of Object.entries({
    makes: 'passed mock-object mock-object -',
    'makes and does not use': 'passed mock-object - -',
    'uses an outer one': 'passed - mock-object -',
    'only looks at an outer one': 'passed - - -',
    'group::one': 'passed mock-object mock-object -',
    'each %i': 'passed mock-object mock-object -',
    'table $number': 'passed spy spy -',
    'still spied': 'passed - spy -',
    'no longer spied': 'passed - - -',
    'after a skipped one::skipped': 'skipped - - -',
    'after a skipped one::it runs': 'passed mock-object - -',
    'to do': 'skipped - - -',
    'with a library': 'passed - - mock-object',
    'title ${1 + 1}': 'passed - - -',
    automatic: 'passed - mock-object,module-mock -',
    clock: 'passed clock clock,module-mock -',
    'after the clock': 'passed - clock,module-mock -',
    plain: 'passed - module-mock -',
    'nock::chain': 'passed http-route http-route -',
    'msw::answered': 'passed - http-intercept,http-route -',
    'msw::silent': 'passed http-route http-intercept -',
    neither: 'passed - - -',
    lent: 'passed http-intercept,http-route http-route http-intercept',
  })) test(`the row of ${name}`, () => assert.equal(row(name), outcome))
})
