// What the samples replace.
const table = { helper: () => 1, other: () => 2, value: 3 }
const helper = () => table.helper()
const load = (name) => require(name)

module.exports = { table, helper, load }
