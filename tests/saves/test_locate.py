"""Where saves are kept: what is asked for, then the variable, then the checkout, then the platform."""

from pathlib import Path

import pytest

from ladderquest.saves import SavesError, locate, saves_folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    package = tmp_path / "src" / "ladderquest"
    package.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "ladderquest"\n')
    return tmp_path


def test_what_is_asked_for_comes_before_the_variable(tmp_path: Path) -> None:
    environ = {"LADDERQUEST_SAVES": str(tmp_path / "b")}
    assert saves_folder(str(tmp_path / "a"), environ) == tmp_path / "a"
    assert saves_folder(None, environ) == tmp_path / "b"


def test_relative_folders_and_the_home_are_written_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert saves_folder("mine", {}) == tmp_path / "mine"
    assert saves_folder("~/mine", {}) == tmp_path / "home" / "mine"


@pytest.mark.parametrize("named", ["", "  ", "a\0b", "~nobody-of-that-name/x"])
def test_a_name_that_is_none_is_refused_in_a_sentence(named: str) -> None:
    with pytest.raises(SavesError, match="--saves names"):
        saves_folder(named, {})


def test_this_checkout_keeps_its_own_saves() -> None:
    root = Path(__file__).resolve().parents[2]
    assert saves_folder(None, {"LADDERQUEST_SAVES": ""}) == root / "saves"


def test_a_checkout_is_known_by_its_project_and_its_content(checkout: Path) -> None:
    package = checkout / "src" / "ladderquest"
    assert locate.checkout_of(package) == checkout
    (checkout / "content").rmdir()
    assert locate.checkout_of(package) is None


def test_another_project_that_holds_the_package_is_no_checkout(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text('[project]\nname = "ladderquest-fork"\n')
    assert locate.checkout_of(checkout / "src" / "ladderquest") is None


def test_an_installed_program_uses_the_folder_of_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "__file__", str(tmp_path / "lib" / "ladderquest" / "saves" / "locate.py"))
    found = saves_folder(None, {})
    assert found.is_absolute()
    assert found.name == "ladderquest"
    assert tmp_path not in found.parents
