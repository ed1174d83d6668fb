const assert = require('assert')

describe('a job', function () {
  it('runs', function () {
    assert.strictEqual(new Date().getFullYear(), 1970)
  })
})
