import { expect, test, vi } from 'vitest'
import { pay } from './payments'

test('pays', async () => {
  expect(await pay(5)).toBeUndefined()
})

test('tells a listener', () => {
  const listener = vi.fn()
  listener('paid')
  expect(listener).toHaveBeenCalledWith('paid')
})
