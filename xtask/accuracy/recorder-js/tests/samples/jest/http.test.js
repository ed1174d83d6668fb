const http = require('http')
const nock = require('nock')
const { http: routes, HttpResponse } = require('msw')
const { setupServer } = require('msw/node')

const ADDRESS = 'http://host.invalid'
const get = (path) => new Promise((resolve, reject) => http.get(ADDRESS + path, (answer) => resolve(answer.statusCode)).on('error', reject))

describe('nock', () => {
  afterEach(() => nock.cleanAll())

  test('chain', async () => {
    nock(ADDRESS) //! http-route nock.get,nock.post | nock::chain
      .get('/a')
      .reply(200)
      .post('/b')
      .reply(200)
    expect(await get('/a')).toBe(200)
  })

  test('scope', async () => {
    const scope = nock(ADDRESS).persist()
    scope.get('/a').reply(204) //! http-route nock.get | nock::scope
    expect(await get('/a')).toBe(204)
  })
})

describe('msw', () => {
  const server = setupServer( //! http-intercept msw.setupServer | collection,msw::answered,msw::silent
    routes.get(ADDRESS + '/a', () => new HttpResponse(null, { status: 201 })), //! http-route msw.http.get | collection,msw::answered
  )

  beforeAll(() => server.listen())
  afterAll(() => server.close())

  test('answered', async () => {
    expect(await get('/a')).toBe(201)
  })

  test('silent', () => {
    server.use(routes.post(ADDRESS + '/b', () => {})) //! http-route msw.http.post | msw::silent
  })
})

test("neither", () => {})

test('lent', async () => {
  const server = setupServer(routes.get(ADDRESS + '/c', () => new HttpResponse(null, { status: 202 }))) //! http-intercept msw.setupServer | lent //! http-route msw.http.get | lent
  require('helper-library').listen(server)
  expect(await get('/c')).toBe(202)
  server.close()
})
