"""The pages of a school: today, goals, the team agenda and its members."""
