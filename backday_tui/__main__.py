"""`python -m backday_tui`: the same as `backday`."""

from backday_tui.cli import main

if __name__ == "__main__":
    main()
