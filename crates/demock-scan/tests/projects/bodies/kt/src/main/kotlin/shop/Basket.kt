package shop

interface Basket {
    fun sum(client: java.net.http.HttpClient): Int
}
