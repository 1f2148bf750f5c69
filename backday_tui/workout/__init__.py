"""One workout, two faces: what the live screen and the lines of text share."""
