package com.acme.shop

import com.acme.shop.store.OrderRepository
import io.mockk.mockk
import org.example.build.Project

class DeclaredTest {
    private lateinit var orders: OrderRepository
    private val project: Project = mockk()

    fun setUp() {
        orders = mockk(relaxed = true)
        Shop(orders, catalogue = mockk())
    }
}
