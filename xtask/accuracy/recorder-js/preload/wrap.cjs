// Puts a watched function in the place of a library's own.
//
// A proxy keeps the name, the length and the properties of the function.  Frames of this file mark in the stack where
// a library was entered, so nothing else belongs here.
'use strict'

/**
 * `kind` and `api` are texts, or functions of the arguments; no kind, no record.  `own` names the libraries whose
 * frames lie between the caller and us.  `after(token, result, args, receiver)` runs when the call is done;
 * `replace(result, token)` says what the caller gets instead.
 */
function wrap(recorder, original, { kind, api, own, after, replace }) {
  const note = (args) => {
    const what = typeof kind === 'function' ? kind(args) : kind
    return what ? recorder.note(what, typeof api === 'function' ? api(args) : api, own) : undefined
  }
  return new Proxy(original, {
    apply(target, receiver, args) {
      const token = note(args)
      const result = Reflect.apply(target, receiver, args)
      if (token !== undefined) after?.(token, result, args, receiver)
      return replace ? replace(result, token) : result
    },
    construct(target, args, newTarget) {
      const token = note(args)
      const result = Reflect.construct(target, args, newTarget)
      if (token !== undefined) after?.(token, result, args)
      return result
    },
  })
}

/** The same for a method, where there is one and it is not watched yet. */
function wrapMethod(recorder, owner, name, spec) {
  const original = owner?.[name]
  if (typeof original !== 'function' || watched.has(original)) return
  const proxy = wrap(recorder, original, spec)
  watched.add(proxy)
  set(owner, name, proxy)
}

/** Assigns also where a property cannot be written but be defined anew. */
function set(owner, name, value) {
  const known = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { enumerable: known?.enumerable ?? true, configurable: true, writable: true, value })
}

const watched = new WeakSet()

module.exports = { wrap, wrapMethod, set }
