import { expect, test } from 'bun:test'
import { get } from './net'

test('gets', async () => {
  expect(await get('a')).toBe('nothing')
})
