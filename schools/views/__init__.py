"""The pages of a school: today, goals and the team agenda."""
