// From the code that runs back to the source as it was written.
//
// Transformers (babel-jest, ts-jest, vite-node, ts-node) hand code with an inline source map to Node's `vm` or to the
// module loader.  Both are watched, and the map of each file is kept as text until a line of it is asked for.
'use strict'

const Module = require('node:module')
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')
const { fileURLToPath } = require('node:url')

// Taken now: a suite may replace the file system with a fake.
const { readFileSync, existsSync } = { ...fs }
const { SourceMap } = Module
const MARK = 'sourceMappingURL='

const texts = new Map() // file name -> the text behind the last mark, or null
const decoded = new Map() // file name -> SourceMap or null

function keep(name, code) {
  if (typeof name !== 'string' || typeof code !== 'string') return
  const at = code.lastIndexOf(MARK)
  texts.set(plain(name), at < 0 ? null : code.slice(at + MARK.length).split(/[\s'"*]/, 1)[0])
  decoded.delete(plain(name))
}

function collect() {
  const compile = Module.prototype._compile
  Module.prototype._compile = function (code, name, ...rest) {
    keep(name, code)
    return compile.call(this, code, name, ...rest)
  }
  vm.Script = class Script extends vm.Script {
    constructor(code, options) {
      keep(typeof options === 'string' ? options : options?.filename, code)
      super(code, options)
    }
  }
  for (const [name, at] of [['runInThisContext', 1], ['runInContext', 2], ['runInNewContext', 2], ['compileFunction', 2]]) {
    const original = vm[name]
    vm[name] = function (code, ...rest) {
      const options = rest[at - 1]
      keep(typeof options === 'string' ? options : options?.filename, code)
      return original.call(this, code, ...rest)
    }
  }
  if (vm.SourceTextModule) {
    vm.SourceTextModule = class SourceTextModule extends vm.SourceTextModule {
      constructor(code, options) {
        keep(options?.identifier, code)
        super(code, options)
      }
    }
  }
  Module.syncBuiltinESMExports()
}

/** A file name without `file:` and without a query. */
function plain(name) {
  if (name.startsWith('file:')) {
    try {
      return fileURLToPath(name.replace(/[?#].*$/, ''))
    } catch {
      return name
    }
  }
  return name.replace(/\?.*$/, '')
}

function mapOf(name) {
  if (!decoded.has(name)) decoded.set(name, decode(name))
  return decoded.get(name)
}

function decode(name) {
  if (!texts.has(name)) keep(name, read(name)) // an ES module that Node itself loaded
  const text = texts.get(name)
  if (!text) return null
  try {
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(text)
    if (inline) return new SourceMap(JSON.parse(inline[1] ? Buffer.from(inline[2], 'base64').toString() : decodeURIComponent(inline[2])))
    return new SourceMap(JSON.parse(readFileSync(path.resolve(path.dirname(name), text), 'utf8')))
  } catch {
    return null
  }
}

function read(name) {
  try {
    return readFileSync(name, 'utf8')
  } catch {
    return ''
  }
}

/** The place in the source of a place in running code; lines count from 1, columns from 0. */
function original(name, line, column) {
  const map = mapOf(name)
  if (map) {
    const entry = map.findEntry(line - 1, column)
    if (entry.originalSource !== undefined) {
      const source = plain(entry.originalSource)
      const file = path.resolve(path.dirname(name), map.payload.sourceRoot ?? '', source)
      // A map that names a file by its last part alone, or by one that is not shipped, is of the file itself.
      const known = existsSync(file) ? file : path.basename(file) === path.basename(name) ? name : null
      if (known) return { file: known, line: entry.originalLine + 1, column: entry.originalColumn }
    }
  }
  return { file: name, line, column }
}

module.exports = { collect, original, plain }
