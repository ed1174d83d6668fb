import { expect, test } from 'vitest'

test('adds', () => {
  expect(1 + [2].length).toBe(2)
})
