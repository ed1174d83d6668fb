package com.acme.shop.orders

import androidx.room.Dao
import androidx.room.Query

@Dao
interface OrderRows {
    @Query("select * from orders")
    fun all(): List<String>
}
