package com.acme.shop.rates

class RatesGateway(private val wire: Wire, private val codes: Codes) {
    private val known = mutableMapOf<String, String>()

    fun latest(name: String): String {
        val code = codes.of(name)
        if (code.isBlank()) return "none"
        val before = known[code]
        if (before != null) return before
        val answer = wire.ask(code)
        known[code] = answer
        return answer
    }

    fun forget(name: String) {
        known.remove(codes.of(name))
    }

    fun isKnown(name: String): Boolean = known.containsKey(codes.of(name))
}
