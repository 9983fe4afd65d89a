"""``python -m loaders`` is the ``urbsol`` command."""

from loaders.cli import main

main()
