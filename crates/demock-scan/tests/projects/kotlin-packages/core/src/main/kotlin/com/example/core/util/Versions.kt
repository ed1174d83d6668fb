package com.example.core.util

fun isAtLeast(version: Int): Boolean = version > LOWEST

private const val LOWEST = 3
