const { send } = require('./mail')

test('sends a mail', async () => {
  expect(await send('paid')).toBe(true)
})
