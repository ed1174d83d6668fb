// A library outside the tree that makes doubles for its user.
exports.make = () => {
  if (typeof jest !== 'undefined') return jest.fn()
  return require('sinon').stub()
}

// Puts in force what its user made.
exports.listen = (server) => server.listen()
