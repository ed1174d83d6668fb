// What the source says around a place: the statement, the test and its titles, the head of a chain of calls.
//
// Lines count from 1 and columns from 0.  Titles are taken from the source as it is written, not from what it evaluates
// to: `it.each` is one test, whatever it expands to.

import { parse } from '@babel/parser'

const PLUGINS = ['decorators-legacy', 'explicitResourceManagement', 'importAttributes']
const STATEMENT = /(Statement|Declaration)$|^(Class(Private)?(Property|Method|AccessorProperty)|ObjectMethod|SwitchCase|StaticBlock)$/
const NO_STATEMENT = new Set(['BlockStatement', 'TSModuleBlock'])
const BODIES = new Set(['BlockStatement', 'ClassBody', 'SwitchCase', 'TSModuleBlock'])
const SUITES = new Set(['describe', 'fdescribe', 'xdescribe', 'ddescribe', 'context', 'xcontext', 'suite'])
const LITERAL = /^(String|Template)Literal$/
const UNTITLED = /^((Arrow)?FunctionExpression|ObjectExpression)$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g

export class Source {
  constructor(text, name) {
    this.text = text
    this.nodes = []
    const program = read(text, name)
    if (program) this.visit(program, null)
  }

  visit(node, parent) {
    this.nodes.push(node)
    node.parent = parent
    for (const [key, value] of Object.entries(node)) {
      if (key === 'parent' || key === 'loc') continue
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child.type === 'string' && child.loc && child !== parent) this.visit(child, node)
      }
    }
  }

  /** First and last line of the statement around a place, without the bodies of functions before and after it. */
  statement(line, column) {
    const at = { line, column }
    const isStatement = (node) => STATEMENT.test(node.type) && !NO_STATEMENT.has(node.type)
    const around = smallest(this.nodes.filter((node) => isStatement(node) && contains(node, at)))
    if (!around) return [line, line]
    let { start: { line: first }, end: { line: last } } = around.loc
    for (const node of this.nodes) {
      if (!BODIES.has(node.type) || node === around || !within(node, around) || contains(node, at)) continue
      if (before(node.loc.end, at)) first = Math.max(first, node.loc.end.line)
      else last = Math.min(last, node.loc.start.line)
    }
    return [Math.min(first, line), Math.max(last, line)]
  }

  /** Titles of the test that the call at a place defines, those of the groups around it first; null where none does. */
  titles(line, column) {
    const call = this.definition({ line, column })
    const own = call && this.title(call)
    if (!own) return null
    return [...this.suites(call).map((suite) => this.title(suite) ?? '?').reverse(), own]
  }

  definition(at) {
    const calls = this.nodes.filter((node) => node.type === 'CallExpression' && node.arguments.length > 0)
    // The call stands at its name or its parenthesis, both of which lie before its arguments.
    const here = calls.filter((call) => !before(at, call.loc.start) && before(at, call.arguments[0].loc.start))
    return here.reduce((widest, call) => (widest && within(call, widest) ? widest : call), null)
  }

  /** Groups of tests around a node, innermost first. */
  suites(node) {
    const found = []
    for (let at = node.parent; at; at = at.parent) {
      if (at.type === 'CallExpression' && names(at.callee).some((name) => SUITES.has(name))) found.push(at)
    }
    return found
  }

  inSuite(line, column) {
    const inner = smallest(this.nodes.filter((node) => contains(node, { line, column })))
    return Boolean(inner) && this.suites(inner).length > 0
  }

  /** A title as it is written: the content of the literal it begins with, otherwise the expression. */
  title(call) {
    const [argument] = call.arguments
    if (UNTITLED.test(argument.type)) return null
    const literal = this.nodes.find((node) => LITERAL.test(node.type) && node.start === argument.start)
    const text = literal ? this.text.slice(literal.start + 1, literal.end - 1) : this.text.slice(argument.start, argument.end)
    // A title stands on one line.
    return text.replace(CONTROL, ' ')
  }

  /** Where the first call of the chain stands that the call at a place belongs to. */
  head(line, column) {
    const at = { line, column }
    const calls = this.nodes.filter((node) => node.type === 'CallExpression')
    const here = calls.find(({ callee }) => isMember(callee) && contains(callee.property, at))
    if (!here) return line
    let head = here
    for (let node = inner(here.callee.object); node.type === 'CallExpression'; node = inner(head.callee.object)) {
      head = node
      if (!isMember(head.callee)) break
    }
    return (isMember(head.callee) ? head.callee.property : head.callee).loc.start.line
  }
}

function read(text, name) {
  const languages = /\.[mc]?tsx?$/.test(name)
    ? [['typescript', 'jsx'], ['typescript']]
    : [['jsx', 'flow'], ['jsx'], ['typescript']]
  for (const language of name.endsWith('x') ? languages : languages.reverse()) {
    try {
      return parse(text, {
        sourceType: 'unambiguous', errorRecovery: true, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true,
        allowUndeclaredExports: true, allowImportExportEverywhere: true, plugins: [...PLUGINS, ...language],
      }).program
    } catch {
      continue // another dialect, or damage
    }
  }
  return null
}

/** `describe.each(…)` → ['describe', 'each'] */
function names(callee) {
  const found = []
  for (let node = callee; node; ) {
    if (isMember(node)) {
      found.unshift(node.property.name)
      node = node.object
    } else if (node.type === 'CallExpression') node = node.callee
    else if (node.type === 'TaggedTemplateExpression') node = node.tag
    else {
      if (node.type === 'Identifier') found.unshift(node.name)
      break
    }
  }
  return found
}

function inner(node) {
  while (/^(TS(NonNull|As|TypeAssertion|Satisfies)\w*|ParenthesizedExpression|AwaitExpression)$/.test(node.type)) {
    node = node.expression ?? node.argument
  }
  return node
}

const isMember = (node) => node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'
const before = (a, b) => a.line < b.line || (a.line === b.line && a.column < b.column)
const contains = ({ loc }, at) => !before(at, loc.start) && before(at, loc.end)
const within = (node, around) => node.start >= around.start && node.end <= around.end
const smallest = (nodes) => nodes.reduce((best, node) => (!best || within(node, best) ? node : best), null)
