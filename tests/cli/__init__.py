"""The command line, run in this process through ``main``, as a shell would run it."""
