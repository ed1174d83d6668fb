import { beforeEach, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
})
