import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import fs from 'node:fs'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { product } from './product'

vi.mock('node:fs') //! module-mock vi.mock | import,group::nested::one,group::two,lazy::three,http::answered

describe('group', () => {
  const inner = vi.fn() //! mock-object vi.fn | collection,group::two

  beforeAll(() => {
    vi.fn() //! mock-object vi.fn | group::nested::one
  })

  beforeEach(() => {
    vi.fn() //! mock-object vi.fn | group::nested::one,group::two
  })

  describe('nested', () => {
    it('one', () => expect(product()).toBe(1))
  })

  it('two', () => inner())
})

describe('lazy', () => {
  it('three', async () => {
    vi.doMock('./product', () => ({ product: () => 5 })) //! module-mock vi.doMock | lazy::three,http::answered
    const later = await import('./product')
    expect(later.product()).toBe(5)
    expect(fs.readFileSync('x')).toBeUndefined()
  })
})

describe('http', () => {
  const server = setupServer( //! http-intercept msw.setupServer | collection,http::answered
    http.get('http://host.invalid/', () => new HttpResponse('a')), //! http-route msw.http.get | collection,http::answered
  )

  it('answered', async () => {
    server.listen()
    const answer = await fetch('http://host.invalid/')
    expect(await answer.text()).toBe('a')
    server.close()
  })
})
