const { send } = require('../src/mail')

test('is told by mail', async () => {
  expect(await send('paid')).toBe(true)
})
