// Renders a page; what it needs is there by default, and no double is handed back.
export function renderWithClients(page: (client: unknown) => string) {
  const client = { fetch: () => null, send: () => null }
  return { text: page(client) }
}
