"""Addresses out of what someone pastes: any text is read, and each address is found once."""

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from schools.addresses import read_addresses

ADDRESS = st.from_regex(
    r"[a-zA-Z0-9]{1,12}([._+-][a-z0-9]{1,6})?@[a-z0-9]{1,10}(-[a-z0-9]{1,4})?\.(nl|example)", fullmatch=True
)
NAME = st.sampled_from(["", "Piet", "Piet de Vries", '"Vries, Piet de"', "Jansen, Piet", "Mo Aït Benali"])
BREAK = st.sampled_from(["\n", "\r\n", ",", ";", ", ", " ; ", "\n\n", ",\n", ";;"])


@pytest.mark.parametrize(
    ("text", "addresses", "wrong"),
    [
        ("a@b.nl\nc@d.nl", ["a@b.nl", "c@d.nl"], []),
        ("a@b.nl, c@d.nl; e@f.nl", ["a@b.nl", "c@d.nl", "e@f.nl"], []),
        ("Wei Tan <W.Tan@School.nl>", ["w.tan@school.nl"], []),
        ('"Tan, Wei" <w.tan@school.nl>; Jansen, Piet <p@x.nl>', ["w.tan@school.nl", "p@x.nl"], []),
        ("A@b.nl a@B.nl", [], ["A@b.nl a@B.nl"]),
        ("A@b.nl\na@B.nl", ["a@b.nl"], []),
        ("f.visser@school\na@b.nl", ["a@b.nl"], ["f.visser@school"]),
        ("Jansen, Piet", [], ["Jansen", "Piet"]),
        ("pietje, Jan <jan@x.nl>", ["jan@x.nl"], ["pietje"]),
        (" \n,;,\n ", [], []),
        ("a@localhost", [], ["a@localhost"]),
        (f"{'a' * 250}@b.nl", [], [f"{'a' * 250}@b.nl"]),
    ],
)
def test_what_people_paste(text, addresses, wrong):
    pasted = read_addresses(text)
    assert (list(pasted.addresses), list(pasted.wrong)) == (addresses, wrong)


@given(st.text())
def test_any_text_is_read_and_what_is_found_can_be_written_to(text):
    pasted = read_addresses(text)
    for address in pasted.addresses:
        validate_email(address)
        assert address == address.lower()
    assert len(set(pasted.addresses)) == len(pasted.addresses)
    assert all(piece.strip() for piece in pasted.wrong)


@given(st.text(alphabet="aB@.,;<>\" \n'()\\:"))
def test_any_text_of_the_signs_that_matter_is_read(text):
    test_any_text_is_read_and_what_is_found_can_be_written_to.hypothesis.inner_test(text)


@given(st.lists(st.tuples(NAME, ADDRESS, BREAK), max_size=12))
def test_every_valid_address_is_found_once(entries):
    text = "".join(f"{f'{name} <{address}>' if name else address}{mark}" for name, address, mark in entries)
    pasted = read_addresses(text)
    assert pasted.addresses == tuple(dict.fromkeys(address.lower() for _, address, _ in entries))
    assert pasted.wrong == ()
