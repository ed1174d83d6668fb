package com.example.core.util

import com.acme.vault.Cipher
import com.acme.vault.VaultClient
import com.other.vault.Cipher as OtherCipher
import io.mockk.mockk
import org.junit.jupiter.api.Test

class OwnersTest {
    // What `com.acme` has published elsewhere is of the same maker as the application beside this.
    private val cipher = mockk<Cipher>()
    private val client = mockk<VaultClient>()
    private val other = mockk<OtherCipher>()
}
