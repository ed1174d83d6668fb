from unittest.mock import patch


def test_names():
    patch("azure.storage.blob._names.join").start()
    patch("azure.identity.DefaultAzureCredential").start()
    assert True
