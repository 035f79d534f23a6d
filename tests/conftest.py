"""Settings every test shares: Hypothesis runs the same examples everywhere, and no example fails for being slow."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
# For a longer search by hand: HYPOTHESIS_PROFILE=search make test
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
