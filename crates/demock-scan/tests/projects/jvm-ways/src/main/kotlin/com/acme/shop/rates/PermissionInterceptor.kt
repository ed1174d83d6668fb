package com.acme.shop.rates

import okhttp3.Interceptor
import okhttp3.Response

class PermissionInterceptor(
    private val permission: Permission,
) : Interceptor {
    override fun intercept(chain: Interceptor.Chain): Response = chain.proceed(chain.request())
}
