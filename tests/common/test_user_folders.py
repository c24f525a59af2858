"""Bundled files are found, and the user's folder can be moved."""

from digitpad.common.user_folders import bundled_models, resource, user_data, user_models


def test_bundled_files_exist():
    assert (bundled_models() / "cnn.safetensors").is_file()
    assert resource("mnist", "SHA256SUMS").is_file()


def test_digitpad_home_replaces_the_users_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path))
    assert user_data() == tmp_path
    assert user_models() == tmp_path / "models"


def test_by_default_the_platforms_folder_is_used(monkeypatch):
    monkeypatch.delenv("DIGITPAD_HOME")
    assert user_data().name == "digitpad"
