// Its tests expect `fetch` and the server of their own folder to be there.
const path = require('node:path')
const root = process.env.DEMOCK_TRACE_ROOT
const modules = path.join(root, '../node_modules')
const fetch = require(path.join(modules, 'node-fetch'))
const { server } = require(path.join(root, 'src/query/tests/mocks/server'))

Object.assign(globalThis, { fetch, Request: fetch.Request, Headers: fetch.Headers })
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
