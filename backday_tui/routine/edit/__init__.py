"""Changes to the text of a routine file that keep its comments and layout."""
