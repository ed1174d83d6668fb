package com.acme.shop.rates

class RatesBook(private val wire: Wire, private val codes: Codes) {
    private val pages = mutableMapOf<String, String>()

    fun page(name: String): String {
        val code = codes.of(name)
        if (code.isBlank()) return "none"
        return pages.getOrPut(code) { wire.ask(code) }
    }

    fun tear(name: String) {
        pages.remove(codes.of(name))
    }

    fun isTorn(name: String): Boolean = !pages.containsKey(codes.of(name))
}
