"""The table of syllable pairs is built from text that is there, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.ocr.build_syllable_pairs import main


def test_help_is_help_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, code in ((["--help"], 0), (["--help", "--x"], 0), (["--x", "y"], 2)):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == code
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "reason"), [("missing", "does not exist"), ("images", "no syllable")])
def test_without_text_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "scan.png").write_bytes(b"\x89PNG")
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "out.npz"), str(tmp_path / name)])
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "out.npz").exists()
