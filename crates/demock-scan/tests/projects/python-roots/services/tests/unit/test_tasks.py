from unittest.mock import MagicMock, patch


def test_runs():
    with patch("run_tasks.session_maker") as maker:
        assert maker is not None


def test_indexes():
    with patch("services.stores.faiss.faiss.read_index") as read:
        assert read is not None


def test_queues():
    with patch("services.tasks.index_document.apply_async") as queue:
        assert queue is not None
    with patch("services.tasks.index_document.delay") as queue:
        assert queue is not None
    with patch("services.mails.remind.send") as queue:
        assert queue is not None
    with patch("services.run_tasks.run.send") as other:
        assert other is not None


def test_answers(mock_openai_client):
    mock_response = MagicMock()
    mock_openai_client.chat.completions.create.return_value = mock_response
    assert mock_openai_client is not None


def test_asks(mock_get):
    mock_response = MagicMock()
    mock_get.return_value = mock_response
    assert mock_get is not None
