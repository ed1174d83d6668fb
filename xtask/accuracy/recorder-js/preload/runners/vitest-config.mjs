// The configuration that a vitest suite runs with: what the package asks for, and the recorder's set-up first.

const asked = JSON.parse(process.env.DEMOCK_VITEST ?? '{}')
const setup = new URL('vitest-setup.mjs', import.meta.url).pathname

export default {
  root: process.env.DEMOCK_TRACE_ROOT,
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
