"""The HTTP interceptors."""

import asyncio
import inspect
import unittest

import aiohttp
import httpretty
import httpx
import pytest
import requests
import requests_mock as rm
import respx
import responses
from aioresponses import aioresponses
from responses import RequestsMock

URL = "http://host.invalid/x"


@responses.activate  #! http-intercept responses.activate | import,test_responses
def test_responses():
    responses.add(responses.GET, URL, body="a")  #! http-route responses.add | test_responses
    responses.post(URL)  #! http-route responses.post | test_responses
    responses.add_callback(  #! http-route responses.add_callback | test_responses
        responses.PUT, URL, callback=lambda request: (200, {}, "")
    )
    assert requests.get(URL).text == "a"


@responses.activate(assert_all_requests_are_fired=False)  #! http-intercept responses.activate | import,test_responses_options
def test_responses_options(tmp_path):
    pass


@responses.activate  #! http-intercept responses.activate | import,test_coroutine
async def fetch_later():
    responses.get(URL, body="later")  #! http-route responses.get | test_coroutine
    return requests.get(URL).text


def test_coroutine():
    assert inspect.iscoroutinefunction(fetch_later)
    assert asyncio.run(fetch_later()) == "later"


def test_responses_object():
    with RequestsMock() as server:  #! http-intercept responses.RequestsMock | test_responses_object
        server.get(URL, body="a")  #! http-route responses.get | test_responses_object
        requests.get(URL)


def test_responses_started():
    responses.start()  #! http-intercept responses.start | test_responses_started
    responses.stop()


@rm.Mocker()  #! http-intercept requests_mock.Mocker | import,TestRequests::test_method
class TestRequests(unittest.TestCase):
    def test_method(self, server):
        server.get(URL, text="a")  #! http-route requests_mock.get | TestRequests::test_method
        assert requests.get(URL).text == "a"


def test_requests_mock():
    with rm.mock() as server:  #! http-intercept requests_mock.Mocker | test_requests_mock
        server.register_uri("GET", URL, text="a")  #! http-route requests_mock.register_uri | test_requests_mock


def test_requests_mock_fixture(requests_mock):
    requests_mock.post(URL)  #! http-route requests_mock.post | test_requests_mock_fixture


def test_requests_adapter():
    session, adapter = requests.Session(), rm.Adapter()  #! http-intercept requests_mock.Adapter | test_requests_adapter
    adapter.register_uri("GET", "mock://x", text="a")  #! http-route requests_mock.register_uri | test_requests_adapter
    session.mount("mock://", adapter)
    assert session.get("mock://x").text == "a"


@respx.mock  #! http-intercept respx.mock | import,test_respx
def test_respx():
    respx.get(URL).mock(return_value=httpx.Response(204))  #! http-route respx.get | test_respx
    assert httpx.get(URL).status_code == 204


@respx.mock(base_url=URL)  #! http-intercept respx.mock | import,test_respx_options
def test_respx_options(respx_mock):
    respx_mock.post("/")  #! http-route respx.post | test_respx_options
    httpx.post(URL + "/")


def test_respx_context():
    with respx.mock(assert_all_called=False) as router:  #! http-intercept respx.mock | test_respx_context
        router.route(host="host.invalid")  #! http-route respx.route | test_respx_context
    with respx.mock:  #! http-intercept respx.mock | test_respx_context
        pass


def test_pytest_httpx(httpx_mock):
    httpx_mock.add_response(url=URL)  #! http-route pytest_httpx.add_response | test_pytest_httpx
    httpx.get(URL)


@httpretty.activate  #! http-intercept httpretty.activate | import,test_httpretty
def test_httpretty():
    httpretty.register_uri(httpretty.GET, URL, body="a")  #! http-route httpretty.register_uri | test_httpretty


@httpretty.activate  #! http-intercept httpretty.activate | import,TestPretty::test_method
class TestPretty(unittest.TestCase):
    def test_method(self):
        pass


def test_httpretty_enabled():
    with httpretty.enabled():  #! http-intercept httpretty.enabled | test_httpretty_enabled
        httpretty.HTTPretty.register_uri("GET", URL)  #! http-route httpretty.register_uri | test_httpretty_enabled
    httpretty.enable()  #! http-intercept httpretty.enable | test_httpretty_enabled
    httpretty.disable()


def test_aioresponses():
    async def fetch():
        async with aiohttp.ClientSession() as session:
            with aioresponses() as server:  #! http-intercept aioresponses.aioresponses | test_aioresponses
                server.get(URL, body="a")  #! http-route aioresponses.get | test_aioresponses
                answer = await session.get(URL)
                return await answer.text()

    assert asyncio.run(fetch()) == "a"


@pytest.mark.parametrize("verb", ["get"])
def test_plain(verb):
    assert getattr(httpx.Client(), verb)
