import { mock } from 'bun:test'

mock.module('./src/net', () => ({ get: () => 'nothing' }))
