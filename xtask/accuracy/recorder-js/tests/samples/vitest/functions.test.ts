import { expect, it, test, vi } from 'vitest'
import { helper, table } from './target'

const outer = vi.fn() //! mock-object vi.fn | import,uses an outer one

vi.mock('./product', () => ({ //! module-mock vi.mock | import,makes,uses an outer one,only looks,table,spies,no longer spied,stubs,clock,plain
  product: vi.fn(() => 2), //! mock-object vi.fn | import,makes
}))

import { product } from './product'

interface Shape {
  name: string
}

const shape: Shape = { name: 'x' }

test('makes', () => {
  const made = vi.fn<() => string>(() => shape.name) //! mock-object vi.fn | makes
  expect(made()).toBe('x')
  expect(product()).toBe(2)
})

it('uses an outer one', () => {
  outer.mockReturnValueOnce(1)
})

it('only looks', () => {
  expect(outer).not.toHaveBeenCalled()
})

it.each([1, 2])('table', (number) => {
  expect(vi.fn(() => number)()).toBe(number) //! mock-object vi.fn | table
})

it('spies', () => {
  const spy = vi.spyOn(table, 'helper').mockReturnValue(7) //! spy vi.spyOn | spies
  expect(helper()).toBe(7)
  spy.mockRestore()
})

it('no longer spied', () => {
  expect(helper()).toBe(1)
})

it('stubs', () => {
  vi.stubGlobal('fetch', () => 3) //! patch vi.stubGlobal | stubs
  vi.stubEnv('SOME', 'y') //! env vi.stubEnv | stubs
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

it('clock', () => {
  vi.useFakeTimers() //! clock vi.useFakeTimers | clock
  vi.setSystemTime(0) //! clock vi.setSystemTime | clock
  vi.useRealTimers()
})

it('plain', () => {})
