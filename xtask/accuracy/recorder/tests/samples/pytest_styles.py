"""pytest's monkeypatch and pytest-mock's mocker."""

import mock
import pytest
import target


@pytest.fixture(scope="module")
def wide():
    patcher = pytest.MonkeyPatch()
    patcher.setitem(target.TABLE, "wide", 1)  #! monkeypatch pytest.monkeypatch.setitem | test_wide_a,test_wide_b
    yield
    patcher.undo()


@pytest.fixture
def fake_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))  #! env pytest.monkeypatch.setenv | test_home
    monkeypatch.chdir(tmp_path)  #! process-state pytest.monkeypatch.chdir | test_home


def test_home(fake_home, monkeypatch):
    monkeypatch.delenv("HOME")  #! env pytest.monkeypatch.delenv | test_home
    monkeypatch.syspath_prepend("x")  #! process-state pytest.monkeypatch.syspath_prepend | test_home


def test_monkeypatch(monkeypatch):
    monkeypatch.setattr("target.helper", lambda: 5)  #! monkeypatch pytest.monkeypatch.setattr | test_monkeypatch
    monkeypatch.delattr(target, "other")  #! monkeypatch pytest.monkeypatch.delattr | test_monkeypatch
    monkeypatch.delitem(target.TABLE, "none", raising=False)  #! monkeypatch pytest.monkeypatch.delitem | test_monkeypatch
    with monkeypatch.context() as inner:
        inner.setattr(target, "helper", 1)  #! monkeypatch pytest.monkeypatch.setattr | test_monkeypatch


def test_mocker(mocker):
    mocker.patch("target.helper")  #! patch pytest_mock.mocker.patch | test_mocker
    mocker.patch.object(  #! patch pytest_mock.mocker.patch.object | test_mocker
        target, "other", autospec=True
    )
    mocker.patch.dict("os.environ", {"B": "1"})  #! env pytest_mock.mocker.patch.dict | test_mocker
    mocker.patch.dict(target.TABLE, b=1)  #! patch pytest_mock.mocker.patch.dict | test_mocker
    mocker.patch.multiple("target", helper=1)  #! patch pytest_mock.mocker.patch.multiple | test_mocker
    mocker.patch.object(target.Thing, "method", wraps=len)  #! spy pytest_mock.mocker.patch.object | test_mocker
    mocker.stub(name="s")(1)  #! mock-object pytest_mock.mocker.stub | test_mocker
    mocker.MagicMock().a.b()  #! mock-object unittest.mock.MagicMock | test_mocker
    mocker.create_autospec(target.Thing)  #! mock-object unittest.mock.create_autospec | test_mocker


def test_mocker_spy(mocker):
    seen = mocker.spy(target, "helper")  #! spy pytest_mock.mocker.spy | test_mocker_spy
    target.helper()
    assert seen.spy_return == 1


def test_backport():
    with mock.patch("target.helper"):  #! patch mock.patch | test_backport
        mock.MagicMock()  #! mock-object mock.MagicMock | test_backport
    mock.mock_open()  #! mock-object mock.mock_open | test_backport
    mock.create_autospec(target.Thing)  #! mock-object mock.create_autospec | test_backport


def test_plain(tmp_path):
    assert target.helper() == 1


def test_wide_a(wide):
    pass


def test_wide_b():
    pass
