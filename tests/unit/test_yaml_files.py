"""Data files are read once, and again when they change; the cache is only a copy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sayso.knowledge.yaml_files import read_yaml


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sayso" / "data"


def test_a_file_is_read_again_when_it_changes(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "a.yaml"
    for text, found in (("a: [1, b]", {"a": ["1", "b"]}), ("a: {c: yes}", {"a": {"c": "yes"}})):
        file.write_text(text, "utf-8")
        assert read_yaml(file) == read_yaml(file) == found
    assert len(list(cache.iterdir())) == 1
    assert read_yaml(file, yaml.CSafeLoader) == {"a": {"c": True}}


def test_it_is_read_from_the_copy(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: b", "utf-8")
    read_yaml(file)
    monkeypatch.setattr(yaml, "load", None)
    assert read_yaml(file) == {"a": "b"}


def test_a_broken_copy_or_none_does_no_harm(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: b", "utf-8")
    read_yaml(file)
    (copy,) = cache.iterdir()
    copy.write_bytes(copy.read_bytes()[:-1])
    assert read_yaml(file) == {"a": "b"}
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read_yaml(file) == {"a": "b"}


def test_what_a_copy_could_not_hold_is_not_kept(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("on: 2024-05-08", "utf-8")
    assert read_yaml(file, yaml.CSafeLoader) == yaml.load("on: 2024-05-08", yaml.CSafeLoader)
    assert not cache.exists()


def test_errors_are_those_of_yaml(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [", "utf-8")
    with pytest.raises(yaml.YAMLError):
        read_yaml(tmp_path / "a.yaml")
    with pytest.raises(OSError, match=r"none\.yaml"):
        read_yaml(tmp_path / "none.yaml")
