from unittest.mock import MagicMock, Mock, create_autospec

from shop import views
from shop.mails import MailTemplate


def test_what_comes_in():
    request = Mock()
    request.user = Mock()
    views.show(request)


def test_emails():
    primary_email = Mock()
    send_email = Mock()
    email_client = Mock()


def test_functions_that_are_handed_in():
    callback = Mock()
    on_error = MagicMock()
    token = Mock()


def test_how_strict_it_is():
    template = create_autospec(MailTemplate, spec_set=True)


def test_answers_of_models():
    completion_response = Mock()
    response = Mock()
    response.usage = Mock()


def test_what_is_served_elsewhere():
    api_mock = Mock()
    api_mock.fetch = Mock()


def test_what_programs_answer():
    response = Mock()
    response.stdout = b""
    failed = Mock()
    failed.returncode = 1


def test_what_is_told_at_once():
    forbidden = Mock(status_code=403, text="no")
    ended = Mock(returncode=0)
