import { renderWithClients } from './support/renderWithClients'
import { page } from '../src/page'

it('shows the page', () => {
  expect(renderWithClients(page).text).toBe('hello')
})
