package com.acme.shop.basics

import java.time.Instant
import java.time.LocalDate

class TimeStamps {
    val now: Instant get() = Instant.now()
    val today: LocalDate
        get() = LocalDate.now()
}

interface Ticket {
    val id: Int
}

data class Receipt(override val id: Int, val printedAt: Instant = Instant.now()) : Ticket {
    fun isOld() = printedAt < Instant.now()
}

class Calendar {
    fun parsed(text: String): LocalDate = LocalDate.parse(text)

    fun later(day: LocalDate): LocalDate = day.plusDays(1)
}
