"""In which form someone wants to take the outcome along."""

from django import forms


class ExportForm(forms.Form):
    """PDF, Word or Excel; a page to read and print where nothing is said."""

    vorm = forms.ChoiceField(choices=[("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")], required=False)


class PlanForm(forms.Form):
    """Word; a page to copy from where nothing is said."""

    vorm = forms.ChoiceField(choices=[("docx", "Word")], required=False)
