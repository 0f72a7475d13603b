"""The texts are our own words: no sentence of the source stands in them."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ROOT.parent / "shared" / "checks" / "own_words.py"
SOURCE = ROOT.parent / "shared" / "source" / "000_ea65eded2efa1538.txt"


@pytest.mark.skipif(
    not (CHECK.exists() and SOURCE.exists()),
    reason="the source text and its check do not come with a clone of the code",
)
def test_no_run_of_twelve_words_stands_in_the_source_too(capsys):
    status = runpy.run_path(str(CHECK))["main"]([str(ROOT / "handreiking" / "content"), str(ROOT / "templates")])
    assert "longest run: " in capsys.readouterr().out
    assert status == 0


@pytest.mark.skipif(
    not (CHECK.exists() and SOURCE.exists()),
    reason="the source text and its check do not come with a clone of the code",
)
def test_a_sentence_of_the_source_would_be_found(tmp_path, capsys):
    lines = [line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip()]
    (tmp_path / "overgenomen.md").write_text(" ".join(lines[200:204]), encoding="utf-8")
    assert runpy.run_path(str(CHECK))["main"]([str(tmp_path)]) == 1
