// Which file of which package is hooked by what.
'use strict'

const TABLE = [
  [/\/node_modules\/jest-circus\/(build\/legacy-code-todo-rewrite\/jestAdapter|runner|build\/runner)\.js$/, './runners/jest.cjs'],
  [/\/node_modules\/mocha\/lib\/runner\.js$/, './runners/mocha.cjs'],
  [/\/node_modules\/libtap\/lib\/test\.js$/, './runners/tap.cjs'],
  [/\/node_modules\/sinon\/(lib\/sinon|pkg\/sinon[a-z-]*)\.c?js$/, './libraries/sinon.cjs'],
  [/\/node_modules\/nock\/(index|dist\/index)\.js$/, './libraries/nock.cjs'],
  [/\/node_modules\/msw\/(node\/)?lib\/(index|umd\/index|node\/index|core\/index|core\/http|core\/graphql|core\/ws)\.m?js$/, './libraries/msw.cjs'],
  [/\/node_modules\/mentoss\/dist\/index\.js$/, './libraries/mentoss.cjs'],
  [/\/node_modules\/proxyquire\/index\.js$/, './libraries/proxyquire.cjs'],
  [/\/node_modules\/mockery\/mockery\.js$/, './libraries/mockery.cjs'],
]

/** The hook of a file: a function of the recorder and the module's exports; undefined for most files. */
function hookFor(name) {
  if (!name.includes('/node_modules/')) return undefined
  const row = TABLE.find(([pattern]) => pattern.test(name))
  return row && require(row[1]).hook
}

module.exports = { hookFor }
