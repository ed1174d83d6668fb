package com.acme.shop

class Ledger(private val lines: MutableList<String>) {
    fun entries(): List<String> = lines.filter { it.isNotBlank() }

    fun total(): Int {
        var sum = 0
        for (line in lines) {
            sum += line.length
        }
        return sum
    }
}
