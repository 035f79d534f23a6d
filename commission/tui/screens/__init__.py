"""The screens themselves, one file per place a person can be."""
