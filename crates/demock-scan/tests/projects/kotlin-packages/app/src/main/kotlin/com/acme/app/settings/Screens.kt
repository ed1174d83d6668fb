package com.acme.app.settings

class Screens {
    private var drawn = 0
    fun redraw() {
        drawn += 1
    }
}
