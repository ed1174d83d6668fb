// The configuration that a vitest suite runs with: what the package asks for, and the recorder's set-up first.

const root = process.env.DEMOCK_TRACE_ROOT
const asked = JSON.parse((process.env.DEMOCK_VITEST ?? '{}').replaceAll('{tree}', root))
const setup = new URL('vitest-setup.mjs', import.meta.url).pathname

export default {
  root,
  cacheDir: process.env.DEMOCK_TRACE_OUT + '/vite',
  ...asked.vite,
  server: { fs: { strict: false } },
  test: {
    ...asked.test,
    watch: false,
    includeTaskLocation: true,
    pool: 'forks',
    setupFiles: [setup, ...(asked.test?.setupFiles ?? [])],
  },
}
