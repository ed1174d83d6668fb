// The files of a tree that match patterns: `*` within a name, `**` across folders.

import { readdirSync } from 'node:fs'
import path from 'node:path'

export function matching(tree, patterns, ignored = []) {
  const wanted = patterns.map(expression)
  const unwanted = ignored.map(expression)
  const files = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath ?? entry.path, entry.name)))
  return files.filter((file) => wanted.some((one) => one.test(file)) && !unwanted.some((one) => one.test(file))).sort()
}

function expression(pattern) {
  const text = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('**/', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '(?:.*/)?')
  return new RegExp(`^${text}$`)
}
