const { table } = require('./target')
const { make, shared } = require('./helper')

const outer = jest.fn() //! mock-object jest.fn | import,uses an outer one,group::configures an outer one

test('makes', () => {
  const made = jest.fn(() => 1) //! mock-object jest.fn | makes
  jest.fn() //! mock-object jest.fn | makes
    .mockReturnValue(2)
  expect(made()).toBe(1)
})

test('makes and does not use', () => {
  jest.fn() //! mock-object jest.fn | makes and does not use
})

test('uses an outer one', () => {
  outer(1)
})

test('only looks at an outer one', () => {
  expect(outer).toHaveBeenCalledTimes(1)
  expect(outer.mock.calls).toEqual([[1]])
})

describe('group', () => {
  const inner = jest.fn() //! mock-object jest.fn | collection,group::one

  beforeAll(() => {
    jest.fn() //! mock-object jest.fn | group::one
  })

  beforeEach(() => {
    jest.fn(make()) //! mock-object jest.fn | group::one,group::configures an outer one,group::nested::two
  })

  it('one', () => inner())

  it('configures an outer one', () => {
    outer.mockImplementation(() => 2)
  })

  describe('nested', () => {
    it('two', () => {
      shared()
    })
  })
})

test.each([[1], [2]])('each %i', (number) => {
  expect(jest.fn(() => number)()).toBe(number) //! mock-object jest.fn | each %i
})

test.each`
  number
  ${1}
`('table $number', () => {
  jest.spyOn(table, 'helper') //! spy jest.spyOn | table $number,still spied,restored
})

test('still spied', () => {
  expect(table.helper()).toBe(1)
})

test('restored', () => {
  jest.restoreAllMocks()
})

test('no longer spied', () => {
  expect(jest.isMockFunction(table.helper)).toBe(false)
})

test('spies', () => {
  jest
    .spyOn(table, 'other') //! spy jest.spyOn | spies
    .mockReturnValue(5)
  jest.replaceProperty(table, 'value', 4) //! patch jest.replaceProperty | spies
  expect([table.other(), table.value]).toEqual([5, 4])
  jest.restoreAllMocks()
})

describe('after a skipped one', () => {
  beforeAll(() => {
    jest.fn() //! mock-object jest.fn | after a skipped one::it runs
  })

  test.skip('skipped', () => {
    jest.fn()
  })

  test('it runs', () => {})
})

test.todo('to do')

test('with a library', () => {
  require('helper-library').make()
})

test(`title ${1 + 1}`, () => {})
