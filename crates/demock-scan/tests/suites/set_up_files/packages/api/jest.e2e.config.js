const path = require('path')

module.exports = {
  testMatch: ['**/e2e/**'],
  setupFiles: [path.resolve(__dirname, 'e2e', 'setup.js')],
}
