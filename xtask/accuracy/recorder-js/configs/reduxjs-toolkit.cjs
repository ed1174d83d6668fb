// The archive holds no configuration: names of the package map to its sources, which are TypeScript.
module.exports = {
  rootDir: process.env.DEMOCK_TRACE_ROOT,
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/src/**/*.(spec|test).[jt]s?(x)'],
  setupFilesAfterEnv: [`${__dirname}/reduxjs-toolkit.setup.cjs`],
  transform: { '\\.[jt]sx?$': 'ts-jest' },
  transformIgnorePatterns: ['/node_modules/', __dirname],
  globals: {
    'ts-jest': {
      diagnostics: false,
      isolatedModules: true,
      tsconfig: { target: 'es2018', module: 'commonjs', jsx: 'react', esModuleInterop: true },
    },
  },
  moduleNameMapper: {
    '^@reduxjs/toolkit$': '<rootDir>/src/index.ts',
    '^@reduxjs/toolkit/query$': '<rootDir>/src/query/index.ts',
    '^@reduxjs/toolkit/query/react$': '<rootDir>/src/query/react/index.ts',
    '^@reduxjs/toolkit/dist/(.+)$': '<rootDir>/src/$1',
    '^@internal/(.+)$': '<rootDir>/src/$1',
  },
}
