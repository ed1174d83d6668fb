global.fetch = jest.fn()
