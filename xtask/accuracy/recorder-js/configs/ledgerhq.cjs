// As the packages' own, less the reporters: unit tests, TypeScript through swc.
module.exports = {
  rootDir: process.env.DEMOCK_TRACE_ROOT,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|tsx)$': ['@swc/jest', { jsc: { target: 'esnext' }, sourceMaps: 'inline' }] },
  testPathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/lib-es/', '.*\\.integ\\.test\\.[tj]s'],
}
