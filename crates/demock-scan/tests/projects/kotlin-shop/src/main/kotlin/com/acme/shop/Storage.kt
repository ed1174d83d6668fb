package com.acme.shop

import java.sql.Connection

interface OrderRows {
    fun count(): Int
}

interface Labels {
    fun of(name: String): String
}

class SqlOrderRows(private val connection: Connection) : OrderRows {
    override fun count(): Int = connection.prepareStatement("select count(*) from orders").executeQuery().getInt(1)
}
