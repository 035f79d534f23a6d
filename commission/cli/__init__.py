"""The command line: one file for each command, loaded when it is used. The only room that prints."""
