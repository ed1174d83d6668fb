package com.acme.shop.orders

import androidx.room.Entity
import androidx.room.PrimaryKey
import io.lettuce.core.RedisClient

@Entity(tableName = "caches")
class OrderCache(@PrimaryKey val id: Long, val client: RedisClient)
