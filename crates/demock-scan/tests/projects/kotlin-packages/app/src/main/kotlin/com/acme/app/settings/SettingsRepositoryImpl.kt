package com.acme.app.settings

class SettingsRepositoryImpl(
    private val themes: Themes,
    private val screens: Screens,
) : SettingsRepository {
    override val theme: String
        get() = themes.current

    override fun refresh() {
        themes.reload()
        screens.redraw()
    }
}
