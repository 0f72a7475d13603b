"""Views of the checklist."""
