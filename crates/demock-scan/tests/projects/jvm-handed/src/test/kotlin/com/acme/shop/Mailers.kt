package com.acme.shop

class StubMailer : Mailer {
    override fun send(to: String) = Unit
}

fun failingMailer(): Mailer = object : Mailer {
    override fun send(to: String) = throw IllegalStateException("no mail")
}
