"""Texts for many rows: some thousands of different ones, encrypted once each. The ciphertexts are used again and again.

That makes the rows as long as real ones, and to read them costs what it costs; only to write them would have cost hours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from handreiking.library import library
from handreiking.records import Question
from schools.encryption import keeper

DIFFERENT = 4000
FIRST = (
    "Anna Bilal Chantal Daan Esra Fatima Gijs Hanna Ilse Joost Karim Lotte Marieke Noor Omar Petra Ravi Sanne Tim Yara"
)
LAST = "Bakker Jansen Yilmaz Visser Smit Postma Kuipers Mulder Bos Vos Peters Hendriks Dekker Brouwer Kok Jacobs Amrani"
PIECES = (
    "Vandaag zag ik dat de klas rustiger begon dan gisteren",
    "Bij de kring bleef het lang stil, en toen kwam er toch iemand",
    "Ik merk dat ik zelf gehaast binnenkom",
    "Na de pauze liep het vast op het plein",
    "Twee leerlingen hielpen elkaar zonder dat iemand het vroeg",
    "Een fout maken mag, en dat zeg ik nu ook hardop",
    "De ouders bij de deur vroegen hoe het ging",
    "Morgen begin ik met de namen",
    "Mijn collega keek mee en zag iets anders dan ik",
    "Het werkt beter als ik eerst wacht",
)
AIMS = (
    "Elke leerling wordt bij naam begroet",
    "De kring is een vaste gewoonte in elke groep",
    "Op het plein is voor iedereen een plek",
    "We spreken dezelfde taal over gevoelens",
    "Ouders weten bij wie ze terechtkunnen",
    "Nieuwe collega’s leren onze afspraken in hun eerste week",
)


@dataclass(frozen=True)
class Texts:
    """Pools to draw from; what ends on `ciphers` is encrypted. `answers` are by the kind of question."""

    text_ciphers: list[str]
    answers: dict[str, list[str]]
    group_ciphers: list[str]
    empty_cipher: str
    key_cipher: str
    questions: list[Question]


def make() -> Texts:
    """Return the pools; the same texts each time, in ciphertexts that differ."""
    random = Random(7)

    def encrypt(text: str) -> str:
        return keeper().encrypt(text.encode()).decode()

    def prose() -> str:
        return ". ".join(random.sample(PIECES, random.choice((1, 1, 2, 2, 3, 5)))) + "."

    def answer(content: dict[str, object]) -> str:
        return encrypt(json.dumps(content, ensure_ascii=False))

    return Texts(
        text_ciphers=[encrypt(prose()) for _ in range(DIFFERENT)],
        answers={
            "open": [answer({"text": prose()}) for _ in range(DIFFERENT)],
            "scale": [answer({"level": number}) for number in (0, 1, 1, 2, 2, 2)],
            "sentence": [answer({"sentences": [prose(), prose()]}) for _ in range(DIFFERENT // 4)],
        },
        group_ciphers=[encrypt(f"{number}{letter}") for number in range(1, 9) for letter in "ab"] + [encrypt("")] * 20,
        empty_cipher=encrypt(""),
        key_cipher=encrypt("ab" * 32),
        questions=[
            question
            for handvat in library().handvatten
            for question in handvat.questions
            if question.audience in {"self", "colleague"}
        ],
    )


def name_of(random: Random) -> str:
    """Return a name."""
    return f"{random.choice(FIRST.split())} {random.choice(LAST.split())}"


def aim_of(random: Random) -> str:
    """Return what a school wants to reach."""
    return f"{random.choice(AIMS)}, {random.choice(('elke dag', 'elke week', 'in alle groepen', 'vóór de zomer'))}."


def prose_of(random: Random) -> str:
    """Return a few sentences that are not encrypted."""
    return ". ".join(random.sample(PIECES, 2)) + "."
