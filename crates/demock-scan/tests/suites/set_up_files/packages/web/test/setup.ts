import { afterEach, beforeEach, vi } from 'vitest'
import './clock'

vi.mock('../src/payments')

beforeEach(() => {
  vi.spyOn(globalThis, 'fetch')
})

afterEach(() => {
  vi.restoreAllMocks()
})
