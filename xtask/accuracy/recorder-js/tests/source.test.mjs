import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Source } from '../lib/source.mjs'

const TEXT = `\
import { it as specify } from 'x'
const a = jest.fn(),
  b = {
    c: jest.fn(),
  }
describe('outer', () => {
  describe.each([[1]])(\`in \${1}\`, () => {
    it.each(table)('each %s', (value) => jest.fn())
    it('plain', async () => {
      nock('h')
        .get('/')
        .reply(200)
      scope.get('/a').reply(1)
        .post('/b').reply(2)
    })
    test(Foo.name, function () { if (jest.fn()) { go() } })
    specify("it's \\"quoted\\"", () => {})
  })
})
jest.mock('x', () => {
  const inner = jest.fn()
  return { inner }
})
class A {
  y = jest.fn()
  m(z = jest.fn()) {
    return 1
  }
}
loop(() => {
  first()
}, jest.fn(), () => {
  second()
})
it('a' + b, () => {}); it(\`x \${\`y\`}\`, () => {}); it(names[0], () => {}); it(() => {}); it(\`p
q\`, () => {})
`

const source = new Source(TEXT, 'a.ts')

/** The place of a text, counted from the beginning of its line. */
const at = (line, text) => [line, TEXT.split('\n')[line - 1].indexOf(text)]

for (const [place, span] of [
  [at(2, 'fn'), [2, 5]],
  [at(4, 'fn'), [2, 5]],
  [at(8, 'fn'), [8, 8]],
  [at(10, 'nock'), [10, 12]],
  [at(11, 'get'), [10, 12]],
  [at(16, 'fn'), [16, 16]],
  [at(20, 'mock'), [20, 20]],
  [at(21, 'fn'), [21, 21]],
  [at(25, 'fn'), [25, 25]],
  [at(26, 'fn'), [26, 26]],
  [at(32, 'fn'), [32, 32]],
  [[999, 0], [999, 999]],
]) test(`the statement at ${place}`, () => assert.deepEqual(source.statement(...place), span))

for (const [place, titles] of [
  [at(8, "('each"), ['outer', 'in ${1}', 'each %s']],
  [at(8, 'it.each'), ['outer', 'in ${1}', 'each %s']],
  [at(9, 'it'), ['outer', 'in ${1}', 'plain']],
  [at(16, 'test'), ['outer', 'in ${1}', 'Foo.name']],
  [at(17, 'specify'), ['outer', 'in ${1}', `it's \\"quoted\\"`]],
  [at(35, "it('a'"), ['a']],
  [at(35, 'it(`x'), ['x ${`y`}']],
  [at(35, 'it(names'), ['names[0]']],
  [at(35, 'it(()'), null],
  [at(35, 'it(`p'), ['p q']],
  [[999, 0], null],
]) test(`the titles at ${place}`, () => assert.deepEqual(source.titles(...place), titles))

for (const [place, line] of [
  [at(11, 'get'), 10],
  [at(13, 'get'), 13],
  [at(14, 'post'), 13],
]) test(`the head of the chain at ${place}`, () => assert.equal(source.head(...place), line))

test('what stands in a group of tests', () => {
  assert.equal(source.inSuite(...at(9, 'it')), true)
  assert.equal(source.inSuite(...at(21, 'fn')), false)
})

test('a file that does not parse says nothing', () => {
  const broken = new Source('const = {', 'a.js')
  assert.deepEqual(broken.statement(1, 0), [1, 1])
  assert.equal(broken.titles(1, 0), null)
})

test('dialects are told by what is written', () => {
  assert.deepEqual(new Source('// @flow\ntype A = {| b: ?C |}\nf((x: A))', 'a.js').statement(3, 0), [3, 3])
  assert.deepEqual(new Source('const a = <b>{\n1}</b>', 'a.jsx').statement(1, 0), [1, 2])
  assert.deepEqual(new Source('const a = <T,>(b: T) => <c>{\nb}</c>', 'a.tsx').statement(1, 0), [1, 2])
  assert.deepEqual(new Source('const a = <any>\nb', 'a.ts').statement(1, 0), [1, 2])
})
