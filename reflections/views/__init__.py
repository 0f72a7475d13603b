"""What a person does with their own writing."""
