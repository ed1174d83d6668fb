package com.acme.shop.basics

import java.nio.file.Files
import java.nio.file.Path

class Waiting {
    fun begin(place: Path): Path = Files.createFile(place)

    fun isOver(place: Path): Boolean = !Files.exists(place)
}
