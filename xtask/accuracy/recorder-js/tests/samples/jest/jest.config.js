module.exports = {
  rootDir: process.env.DEMOCK_TRACE_ROOT,
  transform: {
    '\\.js$': ['babel-jest', { presets: [['@babel/preset-env', { targets: { node: 20 } }]], babelrc: false }],
    '\\.ts$': ['ts-jest', { diagnostics: false, isolatedModules: true, tsconfig: { module: 'commonjs', esModuleInterop: true, target: 'es2022' } }],
  },
}
