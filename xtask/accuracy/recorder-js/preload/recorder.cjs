// Everything that one process of a suite has seen: tests, sites, and which doubles are in force.
'use strict'

const { AsyncLocalStorage } = require('node:async_hooks')
const fs = require('node:fs')
const path = require('node:path')
const { threadId } = require('node:worker_threads')
const { Frames, TREE, WRAPPER, OURS, OPAQUE, LIBRARY } = require('./frames.cjs')

// Taken now: a suite may replace them with fakes.
const { writeFileSync, mkdirSync, realpathSync } = { ...fs }
const { stringify } = JSON
const KINDS = ['created', 'active', 'provided']

/** One double's origin: its kind, and its place when that lies in the tree. */
class Token {
  constructor(kind, place) {
    this.kind = kind
    this.place = place
    this.count = 0 // how many times it is switched on
    this.isOn = null // asks whether the double is still where it was put
    this.only = null // in force for the tests of this file alone
    this.isLent = false // made in the tree and put in force by code outside of it
  }
}

/** A test, or what happened between two tests and counts for the next one. */
class Test {
  constructor(place, titles) {
    this.place = place // of the call that defined it; null where that lies outside the tree
    this.titles = titles
    this.outcome = 'skipped'
    this.created = new Set()
    this.active = new Set()
    this.provided = new Set()
    this.into = null // the test that took this one over
  }
}

class Recorder {
  constructor(root, out) {
    this.out = out
    this.frames = new Frames(realpathSync(root))
    this.scope = new AsyncLocalStorage()
    this.tests = []
    this.sites = new Map() // "path line kind" -> {path, line, column, kind, apis, seen}
    this.inForce = new Set()
    this.marks = new WeakMap() // a double -> its Tokens
    this.current = null
    this.before = null // what was current when the current test began
    this.runner = null // the name of the runner that was seen: other processes write nothing
  }

  // -- tests ------------------------------------------------------------------------------------

  /** A test is being defined: its place is that of the nearest call in the tree. */
  define(titles, place = this.frames.nearest()) {
    const test = new Test(place, titles)
    this.tests.push(test)
    return test
  }

  running() {
    return this.scope.getStore() ?? this.current
  }

  /** Set-up that several tests share begins: what it makes counts for the next test to start. */
  between() {
    if (!this.current || this.current.titles) this.current = new Test(null, null)
  }

  /** A test begins, its hooks before its body. */
  begin(test) {
    const before = this.current
    this.current = test
    this.before = before
    if (before && !before.titles) {
      before.into = test
      for (const name of KINDS) for (const kind of before[name]) test[name].add(kind)
    }
  }

  /** The test that has just begun is skipped after all: what was set up before it counts for the next one. */
  skip(test) {
    if (this.current !== test) return
    this.current = this.before
    if (this.before?.into === test) {
      this.before.into = null
      for (const name of KINDS) test[name].clear()
    }
  }

  /** The body of a test begins: what is in force now is in force during it. */
  body(test) {
    for (const token of this.inForce) {
      if (token.isOn && !quietly(token.isOn)) this.switchOff(token, Infinity)
      else if (!token.only || token.only === test.place?.path) this.touch(token, test)
    }
  }

  end(test, passed) {
    // A test that is written once and runs several times has failed when one run has.
    test.outcome = passed && test.outcome !== 'failed' ? 'passed' : 'failed'
  }

  /** A test file is done, and with it all that was in force. */
  endFile() {
    this.inForce.clear()
    this.current = null
  }

  // -- doubles ----------------------------------------------------------------------------------

  /** A double is being made by a function of one of `own`, which our wrapper has just been called for. */
  note(kind, api, own) {
    let entered = false
    for (const { owner, detail, site } of this.frames.walk()) {
      if (owner === OPAQUE || owner === OURS) continue
      if (owner === WRAPPER) {
        // A second wrapper further out: the library makes this one to serve a call that is recorded already.
        if (entered) return null
        continue
      }
      entered = true
      if (owner === LIBRARY && own.includes(detail)) continue
      if (owner === LIBRARY) return null
      return owner === TREE ? this.site(kind, api, this.frames.place(site)) : this.foreign(kind)
    }
    return this.foreign(kind)
  }

  site(kind, api, place) {
    const key = `${place.path}\t${place.line}\t${kind}`
    let site = this.sites.get(key)
    if (!site) this.sites.set(key, (site = { ...place, kind, apis: new Set(), seen: new Set() }))
    const test = this.running()
    site.apis.add(api)
    site.seen.add(test)
    test?.created.add(kind)
    return new Token(kind, site)
  }

  foreign(kind) {
    this.running()?.provided.add(kind)
    return new Token(kind, null)
  }

  touch(token, test = this.running()) {
    if (!token || !test) return
    if (!token.place || token.isLent) return void test.provided.add(token.kind)
    test.active.add(token.kind)
    token.place.seen.add(test)
  }

  switchOn(token, isOn = null) {
    if (!token) return
    token.count += 1
    token.isOn = isOn
    this.inForce.add(token)
    this.touch(token)
  }

  switchOff(token, times = 1) {
    if (!token) return
    token.count -= times
    if (token.count <= 0) {
      token.count = 0
      this.inForce.delete(token)
    }
  }

  /** Keeps the token with the double, so that its use is seen later. */
  mark(double, token) {
    if (!token || double === null || (typeof double !== 'object' && typeof double !== 'function')) return
    const tokens = this.marks.get(double)
    if (!tokens) this.marks.set(double, [token])
    else if (!tokens.some((known) => known.place === token.place)) tokens.push(token)
  }

  /** A marked double is called or configured. */
  use(double) {
    for (const token of this.marks.get(double) ?? []) this.touch(token)
  }

  // -- the file ---------------------------------------------------------------------------------

  write() {
    if (!this.runner) return
    const number = new Map(this.tests.map((test, at) => [test, at]))
    const label = (test) => {
      while (test?.into) test = test.into
      return number.get(test) ?? null
    }
    const tests = this.tests.map(({ place, titles, outcome, created, active, provided }) => ({
      place, titles, outcome, created: [...created], active: [...active], provided: [...provided],
    }))
    const sites = [...this.sites.values()].map(({ apis, seen, ...site }) => ({
      ...site, apis: [...apis], seen: [...new Set([...seen].map(label))],
    }))
    mkdirSync(this.out, { recursive: true })
    writeFileSync(path.join(this.out, `${process.pid}-${threadId}.json`), stringify({ runner: this.runner, tests, sites }))
  }
}

function quietly(ask) {
  try {
    return ask()
  } catch {
    return false
  }
}

module.exports = { Recorder }
