"""The switch with which a school lets its board look, or stops that."""

from django import forms

ODD = "Kies ‘Zet aan’ of ‘Zet uit’. Er is nu niets veranderd."
OTHER = "Jullie bestuur is nu een ander, of nog niet bekend. Er is niets veranderd. Kijk hieronder wie het is."


class ShareForm(forms.Form):
    """Switch it on or off. `board` is the board that the page named: a yes is never for another one."""

    keuze = forms.ChoiceField(
        choices=[("aan", "Zet aan"), ("uit", "Zet uit")], error_messages={"required": ODD, "invalid_choice": ODD}
    )
    board = forms.IntegerField(required=False, error_messages={"invalid": OTHER})
