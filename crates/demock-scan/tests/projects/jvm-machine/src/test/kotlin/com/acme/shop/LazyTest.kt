package com.acme.shop

import io.mockk.mockk

class LazyTest {
    private val rates: Rates by lazy { mockk() }
}
