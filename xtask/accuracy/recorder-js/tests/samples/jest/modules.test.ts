import fs from 'fs'
import { lateLoad } from './product'
import { table } from './target'

interface Shape {
  name: string
}

jest.mock('fs') //! module-mock jest.mock | import,automatic,clock,after the clock,late,unmocked,plain

jest.mock('./target', () => ({ //! module-mock jest.mock | import,automatic,clock,after the clock,late,unmocked,plain
  table: { helper: jest.fn() }, //! mock-object jest.fn | import,automatic
}))

jest.mock('./never', () => ({}), { virtual: true }) //! module-mock jest.mock | import

const shape: Shape = { name: 'x' }

test('automatic', () => {
  table.helper()
  expect(fs.readFileSync(shape.name)).toBeUndefined()
})

test('clock', () => {
  jest.useFakeTimers() //! clock jest.useFakeTimers | clock,after the clock
  jest.setSystemTime(0) //! clock jest.setSystemTime | clock,after the clock
})

test('after the clock', () => {
  jest.useRealTimers()
})

test('late', () => {
  jest.doMock('./late', () => ({ late: 2 }), { virtual: true }) //! module-mock jest.doMock | late,unmocked
  expect(lateLoad()).toBe(2)
})

test('unmocked', () => {
  jest.dontMock('./late')
})

test('plain', () => {})
