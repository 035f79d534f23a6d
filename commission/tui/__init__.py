"""The screens: for a member and for the desk. They draw what ``live`` holds and act through it; they judge nothing."""
