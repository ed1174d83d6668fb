// Ways to hear of a call without being the place where a library is entered: configuration, use, restoring.
'use strict'

const { set } = require('./wrap.cjs')

/** Calls `tell(receiver, args)` before each call of a method. */
function before(owner, name, tell) {
  const original = owner?.[name]
  if (typeof original !== 'function') return
  set(owner, name, new Proxy(original, {
    apply(target, receiver, args) {
      tell(receiver, args)
      return Reflect.apply(target, receiver, args)
    },
  }))
}

/** Calls `tell(result, receiver, args)` after each call of a method. */
function after(owner, name, tell) {
  const original = owner?.[name]
  if (typeof original !== 'function') return
  set(owner, name, new Proxy(original, {
    apply(target, receiver, args) {
      const result = Reflect.apply(target, receiver, args)
      tell(result, receiver, args)
      return result
    },
  }))
}

/** Whether an object still holds a double under a name, as a value or as a getter or setter. */
function holds(object, name, double) {
  const own = Object.getOwnPropertyDescriptor(object, name)
  if (own && (own.value === double || own.get === double || own.set === double)) return true
  return Boolean(own?.get) && object[name] === double
}

module.exports = { before, after, holds }
